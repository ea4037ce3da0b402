/**
 * The way from a link into the room: who is this, the promise, knocking, and then whatever the live session says.
 * Knows the order of these screens; the room itself is elsewhere.
 */
import type { WhoAnswer } from "@balint/shared/rest";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Live } from "../session/live.ts";
import { type LoadedRoom, loadRoom } from "./load.ts";
import { lineTrials } from "../session/line-trial.ts";
import { type DeviceChoices, NO_DEVICES } from "../session/media-state.ts";
import { type Failure, type Reply, rest } from "../session/rest.ts";
import { CopyLink } from "./CopyLink.tsx";
import { Notice } from "../ui/Notice.tsx";
import { words } from "../words/words.ts";
import { AlreadyIn } from "./AlreadyIn.tsx";
import { Door, type Known } from "./Door.tsx";
import { keepPerson, keptPerson } from "./page-person.ts";

type At =
  | { at: "asking" }
  | { at: "failed"; error: Failure["error"]; missing?: boolean }
  | { at: "ended" }
  /** The browser keeps no cookies. */
  | { at: "forgetful" }
  | { at: "instead"; who: WhoAnswer; instead: NonNullable<WhoAnswer["instead"]> }
  | { at: "door"; who: WhoAnswer }
  | { at: "live"; who: WhoAnswer; live: Live; Inside: LoadedRoom["Inside"] };

/** Asked a second time, a browser that keeps anything brings back what the first answer gave it. */
async function ask(session: string, secret: string): Promise<Reply<WhoAnswer>> {
  const first = await rest.who(session, secret, keptPerson());
  return first.ok && !first.value.keeps ? rest.who(session, secret, keptPerson()) : first;
}

type Props = { session: string; secret: string; onMeeting: (name: string) => void };

export function Entrance({ session, secret, onMeeting }: Props) {
  const [state, setState] = useState<At>({ at: "asking" });
  const [attempt, setAttempt] = useState(0);
  // What was found of the line at the door is known in the room.
  const [trials] = useState(() => lineTrials(session, secret));
  const current = useRef<Live | null>(null);
  /** Grows when the link or the attempt changes: what was still on its way then comes too late. */
  const page = useRef(0);

  const goLive = useCallback(
    async (asked: WhoAnswer, as: Known, choices: DeviceChoices) => {
      const mine = page.current;
      const who = { ...asked, known: as };
      keepPerson(as.person);
      const room = await loadRoom(asked.as === "leader").catch(() => null);
      if (mine !== page.current) return;
      if (room === null) return setState({ at: "failed", error: "unreachable", missing: true });
      current.current?.close();
      const live = room.openLive(session, as.person, choices);
      current.current = live;
      setState({ at: "live", who, live, Inside: room.Inside });
    },
    [session],
  );

  const arrived = useCallback(
    (reply: Reply<WhoAnswer>) => {
      if (!reply.ok && reply.error === "ended") return setState({ at: "ended" });
      // Nobody has written anything yet: what is not valid is the link, such as one that lost its end on the way.
      if (!reply.ok) return setState({ at: "failed", error: reply.error === "invalid" ? "wrong_key" : reply.error });
      const who = reply.value;
      onMeeting(who.name);
      if (who.ended) return setState({ at: "ended" });
      // A knock would lead back here, and leave somebody at the door who is nobody.
      if (!who.keeps) return setState({ at: "forgetful" });
      // Who has been here in this browser goes straight on; the form comes back if the door wants it.
      if (who.known !== null) return void goLive(who, who.known, NO_DEVICES);
      setState(who.instead === null ? { at: "door", who } : { at: "instead", who, instead: who.instead });
    },
    [goLive, onMeeting],
  );

  useEffect(() => {
    let here = true;
    void ask(session, secret).then((reply) => {
      if (here) arrived(reply);
    });
    return () => {
      here = false;
      page.current += 1;
      current.current?.close();
    };
  }, [session, secret, arrived, attempt]);

  function again() {
    setState({ at: "asking" });
    setAttempt(attempt + 1);
  }

  switch (state.at) {
    case "asking":
      return <Notice screen="asking" title={words.oneMoment} />;
    case "ended":
      return <Notice screen="ended" title={words.ended.title} line={words.ended.line} />;
    case "failed":
      return (
        <Notice
          screen="failed"
          title={words.app}
          line={secret === "" && state.error === "wrong_key" ? words.noLink.cut : words.failed[state.error]}
        >
          <button
            type="button"
            className="button"
            onClick={() => {
              // A piece of the program that did not come once does not come for the same page in every browser.
              if (state.missing === true) return location.reload();
              again();
            }}
          >
            {words.tryAgain}
          </button>
        </Notice>
      );
    case "forgetful":
      return (
        <Notice screen="noCookies" title={words.noCookies.title} line={words.noCookies.line(location.host)}>
          <button type="button" className="button" data-look="step" onClick={again}>
            {words.tryAgain}
          </button>
          <CopyLink />
        </Notice>
      );
    case "instead": {
      const { who, instead } = state;
      return (
        <AlreadyIn
          link={who.as}
          name={instead.name}
          onBack={() => void goLive(who, instead, NO_DEVICES)}
          onAsWell={() => setState({ at: "door", who })}
        />
      );
    }
    case "door":
      return (
        <Door
          session={session}
          secret={secret}
          who={state.who}
          trials={trials}
          onIn={(choices, as) => void goLive(state.who, as, choices)}
        />
      );
    case "live":
      return (
        <state.Inside
          key={session}
          live={state.live}
          trials={trials}
          // Whoever came back without a key cannot knock with it.
          onDoor={() => setState(secret === "" ? { at: "failed", error: "wrong_key" } : { at: "door", who: state.who })}
        />
      );
  }
}
