/** Tries the line once something has been missed for long enough, unless it is known already that it is blocked. */
import { useEffect } from "react";
import type { LineTrials, Tried } from "../session/line-trial.ts";
import { useStore } from "../ui/use-store.ts";

function blocks(tried: Tried | null): boolean {
  return tried?.at === "known" && tried.report.reached !== "media";
}

export function useTrial(trials: LineTrials, missed: boolean, afterMs: number): Tried | null {
  const { tried } = useStore(trials.state);
  useEffect(() => {
    if (!missed) return undefined;
    const timer = setTimeout(() => {
      if (!blocks(trials.state.get().tried)) trials.begin(0);
    }, afterMs);
    return () => {
      clearTimeout(timer);
      trials.stop();
    };
  }, [trials, missed, afterMs]);
  return tried;
}
