/**
 * Which page stands at which address. Keys stay in the fragment, so that a reload works and no server sees them; a link
 * that changed on its way is mended in the address bar too.
 */
import { KEY_LENGTH, type Place, linkTo, readLink } from "@balint/shared/link";
import { Suspense, lazy, useEffect, useState } from "react";
import { Entrance } from "./door/Entrance.tsx";
import { useLanguage } from "./ui/LanguageChoice.tsx";
import { Notice } from "./ui/Notice.tsx";
import { words } from "./words/words.ts";

/** For one person of a whole house, so nobody else fetches it. */
const Organise = lazy(async () => ({ default: (await import("./organise/Organise.tsx")).Organise }));

function placeHere(): Place {
  const place = readLink(location);
  if (place.at === "nowhere") return place;
  const link = linkTo(place);
  // A key that stood in the path stays in nobody's history.
  if (link !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", link);
  return place;
}

function usePlace(): Place {
  const [place, setPlace] = useState(placeHere);
  useEffect(() => {
    const look = () => setPlace(placeHere());
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, []);
  return place;
}

/** The page is called after the meeting, once that is known, in the language that is spoken. */
function useTitle(meeting: string | null) {
  const spoken = useLanguage();
  useEffect(() => {
    document.title = meeting === null ? words.app : `${meeting} · ${words.app}`;
  }, [meeting, spoken]);
}

export function App() {
  const place = usePlace();
  const [meeting, setMeeting] = useState<string | null>(null);
  useTitle(meeting);
  switch (place.at) {
    case "organise":
      return (
        <Suspense fallback={<Notice screen="asking" title={words.oneMoment} />}>
          <Organise key={place.key} secret={place.key} />
        </Suspense>
      );
    case "meeting": {
      const { session, key } = place;
      // Without any key it still opens for whom this browser has been before.
      if (key !== "" && key.length < KEY_LENGTH)
        return <Notice screen="failed" title={words.app} line={words.noLink.cut} />;
      return <Entrance key={`${session}#${key}`} session={session} secret={key} onMeeting={setMeeting} />;
    }
    case "welcome":
      return <Notice screen="welcome" title={words.noLink.title} line={words.noLink.line} />;
    case "nowhere":
      return (
        <Notice screen="nowhere" title={words.noLink.nowhere} line={words.noLink.nowhereLine}>
          <a className="button" data-look="step" href="/">
            {words.noLink.back}
          </a>
        </Notice>
      );
  }
}
