/** The organiser's page: make a meeting, hand out its links. */
import type { SessionLinks } from "@balint/shared/rest";
import { useEffect, useState } from "react";
import { type Failure, rest } from "../session/rest.ts";
import { Notice } from "../ui/Notice.tsx";
import { LanguageChoice } from "../ui/LanguageChoice.tsx";
import { words } from "../words/words.ts";
import { MeetingCard } from "./MeetingCard.tsx";
import { NewMeeting } from "./NewMeeting.tsx";
import "./organise.css";

type At =
  | { at: "asking" }
  | { at: "failed"; error: Failure["error"] }
  | { at: "here"; sessions: readonly SessionLinks[] };

export function Organise({ secret }: { secret: string }) {
  const [state, setState] = useState<At>({ at: "asking" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let here = true;
    if (secret === "") return undefined;
    void rest.sessions(secret).then((reply) => {
      if (here)
        setState(reply.ok ? { at: "here", sessions: reply.value.sessions } : { at: "failed", error: reply.error });
    });
    return () => {
      here = false;
    };
  }, [secret, attempt]);

  if (secret === "") return <Notice screen="failed" title={words.app} line={words.organise.noKey} />;
  switch (state.at) {
    case "asking":
      return <Notice screen="asking" title={words.oneMoment} />;
    case "failed":
      return (
        <Notice
          screen="failed"
          title={words.app}
          line={state.error === "wrong_key" ? words.organise.noKey : words.failed[state.error]}
        >
          <button type="button" className="button" onClick={() => setAttempt(attempt + 1)}>
            {words.tryAgain}
          </button>
        </Notice>
      );
    case "here":
      return (
        <main className="organise" data-screen="organise">
          <LanguageChoice />
          <div>
            <h1>{words.organise.title}</h1>
            <p className="soft">{words.organise.lead}</p>
          </div>
          <NewMeeting
            secret={secret}
            onMade={(made) => setState({ at: "here", sessions: [made, ...state.sessions] })}
          />
          {state.sessions.length === 0 && <p className="soft">{words.organise.none}</p>}
          <ul className="stack">
            {state.sessions
              .toSorted((one, other) => other.createdAt - one.createdAt)
              .map((session) => (
                <MeetingCard key={session.id} session={session} />
              ))}
          </ul>
        </main>
      );
  }
}
