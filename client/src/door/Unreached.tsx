/** Before the first word of the meeting, while its line does not open: where the network blocks it, that is said. */
import { useState } from "react";
import type { LineTrials } from "../session/line-trial.ts";
import { Notice } from "../ui/Notice.tsx";
import { words } from "../words/words.ts";
import { ForIt } from "./ForIt.tsx";
import { useTrial } from "./use-trial.ts";

const PATIENCE_MS = 5_000;

export function Unreached({ trials }: { trials: LineTrials }) {
  const tried = useTrial(trials, true, PATIENCE_MS);
  const [asked, setAsked] = useState(false);
  if (asked && tried?.at === "trying")
    return <Notice screen="asking" title={words.oneMoment} line={words.line.trying} />;
  if (tried?.at !== "known" || tried.report.reached !== "nothing")
    return <Notice screen="asking" title={words.oneMoment} line={words.failed.unreachable} />;
  return (
    <Notice screen="blocked" title={words.blocked.title} line={words.line.noWire}>
      <ForIt tried={tried} />
      <button
        type="button"
        className="button"
        data-look="step"
        onClick={() => {
          setAsked(true);
          trials.begin(0);
        }}
      >
        {words.tryAgain}
      </button>
    </Notice>
  );
}
