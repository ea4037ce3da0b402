/**
 * The way from a link into the room: who is this, the promise, knocking, and then whatever the live session says.
 * Knows the order of these screens; the room itself is elsewhere.
 */
import type { WhoAnswer } from "@balint/shared/rest";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Live } from "../session/live.ts";
import { type LoadedRoom, loadRoom } from "./load.ts";
import { type DeviceChoices, NO_DEVICES } from "../session/media-state.ts";
import { type Failure, type Reply, rest } from "../session/rest.ts";
import { Notice } from "../ui/Notice.tsx";
import { words } from "../words/words.ts";
import { Door } from "./Door.tsx";

type At =
  | { at: "asking" }
  | { at: "failed"; error: Failure["error"]; missing?: boolean }
  | { at: "ended" }
  | { at: "door"; who: WhoAnswer }
  | { at: "live"; who: WhoAnswer; live: Live; Inside: LoadedRoom["Inside"] };

type Props = { session: string; secret: string; onMeeting: (name: string) => void };

export function Entrance({ session, secret, onMeeting }: Props) {
  const [state, setState] = useState<At>({ at: "asking" });
  const [attempt, setAttempt] = useState(0);
  const current = useRef<Live | null>(null);
  /** Grows when the link or the attempt changes: what was still on its way then comes too late. */
  const page = useRef(0);

  const goLive = useCallback(
    async (who: WhoAnswer, choices: DeviceChoices) => {
      const mine = page.current;
      const room = await loadRoom().catch(() => null);
      if (mine !== page.current) return;
      if (room === null) return setState({ at: "failed", error: "unreachable", missing: true });
      current.current?.close();
      const live = room.openLive(session, choices);
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
      // Who has been here in this browser goes straight on; the form comes back if the door wants it.
      if (who.known !== null) return void goLive(who, NO_DEVICES);
      setState({ at: "door", who });
    },
    [goLive, onMeeting],
  );

  useEffect(() => {
    let here = true;
    void rest.who(session, secret).then((reply) => {
      if (here) arrived(reply);
    });
    return () => {
      here = false;
      page.current += 1;
      current.current?.close();
    };
  }, [session, secret, arrived, attempt]);

  switch (state.at) {
    case "asking":
      return <Notice screen="asking" title={words.oneMoment} />;
    case "ended":
      return <Notice screen="ended" title={words.ended.title} line={words.ended.line} />;
    case "failed":
      return (
        <Notice screen="failed" title={words.app} line={words.failed[state.error]}>
          <button
            type="button"
            className="button"
            onClick={() => {
              // A piece of the program that did not come once does not come for the same page in every browser.
              if (state.missing === true) return location.reload();
              setState({ at: "asking" });
              setAttempt(attempt + 1);
            }}
          >
            {words.tryAgain}
          </button>
        </Notice>
      );
    case "door":
      return (
        <Door
          session={session}
          secret={secret}
          who={state.who}
          onIn={(choices, name) => void goLive({ ...state.who, known: name }, choices)}
        />
      );
    case "live":
      return <state.Inside key={session} live={state.live} onDoor={() => setState({ at: "door", who: state.who })} />;
  }
}
