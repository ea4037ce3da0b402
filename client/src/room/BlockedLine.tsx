/** Where the meeting is here and its sound and picture are not, because this network keeps them out: that, and what helps. */
import { useEffect, useState } from "react";
import { ForIt } from "../door/ForIt.tsx";
import { useTrial } from "../door/use-trial.ts";
import type { LineTrials } from "../session/line-trial.ts";
import type { LiveState } from "../session/live.ts";
import { DialogCard } from "../ui/Confirm.tsx";
import { say } from "../ui/speech.ts";
import { useStore } from "../ui/use-store.ts";
import { words } from "../words/words.ts";
import { useSteady } from "./use-steady.ts";

/** Sound and picture that come at all are here by then. */
const COMING_MS = 4_000;
const PATIENCE_MS = 12_000;

/** @param away the media server is known to be gone, which is no network's doing */
export function useBlocked(trials: LineTrials, { line, media: { link } }: LiveState, away: boolean): boolean {
  const missed = line === "live" && !away && (link === "connecting" || link === "reconnecting");
  const tried = useTrial(trials, missed, PATIENCE_MS);
  const lasting = useSteady(String(missed), COMING_MS) && missed;
  const [blocked, setBlocked] = useState(false);
  // Whoever tries again meanwhile is told what comes of it, and by then it is still so.
  const found = tried?.at === "known" ? tried.report.reached === "meeting" : blocked;
  if (blocked !== (lasting && found)) setBlocked(lasting && found);
  useEffect(() => {
    // This network lets them through after all, or it is another one by now.
    if (link === "connected") trials.forget();
  }, [trials, link]);
  useEffect(() => {
    if (blocked) say(words.blocked.media);
  }, [blocked]);
  return blocked;
}

export function BlockedLine({ trials }: { trials: LineTrials }) {
  const { tried } = useStore(trials.state);
  const [open, setOpen] = useState(false);
  const verdict = tried === null ? "trying" : tried.at === "known" ? tried.verdict : tried.at;
  return (
    <div className="quiet" data-blocked="media">
      <p>{words.blocked.media}</p>
      <button type="button" className="button" data-look="small" onClick={() => setOpen(true)}>
        {words.blocked.help}
      </button>
      {open && (
        <DialogCard title={words.blocked.media} onClose={() => setOpen(false)}>
          <p role="status">{words.line[verdict]}</p>
          <ForIt tried={tried} />
          <div className="row">
            <button type="button" className="button" disabled={verdict === "trying"} onClick={() => trials.begin(0)}>
              {words.line.again}
            </button>
            <button type="button" className="button" data-look="plain" onClick={() => setOpen(false)}>
              {words.close}
            </button>
          </div>
        </DialogCard>
      )}
    </div>
  );
}
