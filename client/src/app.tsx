/** Which page stands at which address. Keys stay in the fragment, so that a reload works and no server sees them. */
import { SessionId } from "@balint/shared/session/model";
import { Suspense, lazy, useEffect, useState } from "react";
import { Entrance } from "./door/Entrance.tsx";
import { useLanguage } from "./ui/LanguageChoice.tsx";
import { Notice } from "./ui/Notice.tsx";
import { words } from "./words/words.ts";

/** For one person of a whole house, so nobody else fetches it. */
const Organise = lazy(async () => ({ default: (await import("./organise/Organise.tsx")).Organise }));

function useFragment(): string {
  const [key, setKey] = useState(() => location.hash.slice(1));
  useEffect(() => {
    const listen = () => setKey(location.hash.slice(1));
    window.addEventListener("hashchange", listen);
    return () => window.removeEventListener("hashchange", listen);
  }, []);
  return key;
}

/** The page is called after the meeting, once that is known, in the language that is spoken. */
function useTitle(meeting: string | null) {
  const spoken = useLanguage();
  useEffect(() => {
    document.title = meeting === null ? words.app : `${meeting} · ${words.app}`;
  }, [meeting, spoken]);
}

export function App({ path }: { path: string }) {
  const key = useFragment();
  const [meeting, setMeeting] = useState<string | null>(null);
  useTitle(meeting);
  if (path === "/organise")
    return (
      <Suspense fallback={<Notice screen="asking" title={words.oneMoment} />}>
        <Organise key={key} secret={key} />
      </Suspense>
    );
  const session = SessionId.safeParse(/^\/s\/([^/]+)\/?$/.exec(path)?.[1]);
  if (session.success) return <Entrance key={key} session={session.data} secret={key} onMeeting={setMeeting} />;
  return <Notice screen="welcome" title={words.noLink.title} line={words.noLink.line} />;
}
