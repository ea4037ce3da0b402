/**
 * How the line is, in plain words, and what to do about it. Begins by itself once the screen has come to rest, holds
 * nobody up, and is dropped when the person goes on.
 */
import { useEffect } from "react";
import type { LineTrials } from "../session/line-trial.ts";
import { useStore } from "../ui/use-store.ts";
import { words } from "../words/words.ts";
import { ForIt } from "./ForIt.tsx";

const REST_MS = 1_500;

export function LineCheck({ trials }: { trials: LineTrials }) {
  const { tried } = useStore(trials.state);
  useEffect(() => {
    trials.begin(REST_MS);
    return trials.stop;
  }, [trials]);

  const verdict = tried === null ? "trying" : tried.at === "known" ? tried.verdict : tried.at;
  return (
    <div
      className="check-line"
      data-line={verdict}
      data-via={tried?.at === "known" && tried.report.reached === "media" ? tried.report.via : undefined}
    >
      <span className="line-dot" aria-hidden="true" />
      <div className="check-body">
        <p role="status">{words.line[verdict]}</p>
        <ForIt tried={tried} />
        {verdict !== "trying" && verdict !== "good" && (
          <button type="button" className="button" data-look="small" onClick={() => trials.begin(0)}>
            {words.line.again}
          </button>
        )}
      </div>
    </div>
  );
}
