/** Behind the door: the screen that the newest snapshot and the line ask for. */
import { useEffect } from "react";
import { Room } from "../room/Room.tsx";
import type { LineTrials } from "../session/line-trial.ts";
import type { Live } from "../session/live.ts";
import { Notice } from "../ui/Notice.tsx";
import { useStore } from "../ui/use-store.ts";
import { words } from "../words/words.ts";
import { Unreached } from "./Unreached.tsx";
import { Waiting } from "./Waiting.tsx";

type Props = { live: Live; trials: LineTrials; onDoor: () => void };

export function Inside({ live, trials, onDoor }: Props) {
  const state = useStore(live.state);
  const { line, snapshot } = state;
  const mustKnock = line === "notKnown";
  useEffect(() => {
    if (mustKnock) onDoor();
  }, [mustKnock, onDoor]);

  switch (line) {
    case "replaced":
    case "elsewhere":
      return (
        <Notice screen={line} title={words[line].title} line={words[line].line}>
          <button type="button" className="button" data-look="step" onClick={live.comeBack}>
            {words.replaced.here}
          </button>
        </Notice>
      );
    case "left":
      return (
        <Notice screen="left" title={words.left.title} line={words.left.line}>
          <button type="button" className="button" data-look="step" onClick={live.comeBack}>
            {words.left.back}
          </button>
        </Notice>
      );
    case "outdated":
      return (
        <Notice screen="outdated" title={words.outdated.title} line={words.outdated.line}>
          <button type="button" className="button" data-look="step" onClick={() => location.reload()}>
            {words.outdated.reload}
          </button>
        </Notice>
      );
    case "ended":
      return <Notice screen="ended" title={words.ended.title} line={words.ended.line} />;
    case "notFound":
      return <Notice screen="failed" title={words.app} line={words.failed.not_found} />;
    case "notKnown":
      return <Notice screen="asking" title={words.oneMoment} />;
    case "connecting":
    case "live":
    case "lost":
    case "soon":
      break;
  }
  if (snapshot === null) {
    return line === "lost" ? <Unreached trials={trials} /> : <Notice screen="asking" title={words.oneMoment} />;
  }
  switch (snapshot.standing) {
    case "in":
      return <Room live={live} trials={trials} state={state} snapshot={snapshot} />;
    case "waiting":
      return (
        <Waiting
          live={live}
          name={snapshot.you.name}
          leaders={snapshot.leadersHere}
          full={snapshot.full}
          again={snapshot.again}
        />
      );
    case "removed":
      return (
        <Notice screen="removed" title={words.removed.title} line={words.removed.line}>
          <button type="button" className="button" onClick={onDoor}>
            {words.removed.knock}
          </button>
        </Notice>
      );
    case "ended":
      return <Notice screen="ended" title={words.ended.title} line={words.ended.line} />;
  }
}
