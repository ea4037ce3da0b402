/**
 * What is known of this page's line by trying it: one trial at a time, and what it has found is kept from the door into
 * the room. Knows no words and no screens.
 */
import { type LineReport, type Verdict, verdictOf } from "./line-verdict.ts";
import { rest } from "./rest.ts";
import { type Store, createStore } from "./store.ts";

const loadLineCheck = () => import("./media-line-check.ts");

const LATER_MS = 8_000;

export type Tried =
  | { readonly at: "trying" }
  | { readonly at: "unknown" }
  | { readonly at: "known"; readonly verdict: Verdict; readonly report: LineReport };

export type LineTrials = {
  /** `null`: nothing has been tried, or what was found no longer holds. */
  readonly state: Store<{ readonly tried: Tried | null }>;
  /** After so many milliseconds, instead of a trial that is still on its way. */
  begin(afterMs: number): void;
  /** Drops a trial that is on its way. */
  stop(): void;
  forget(): void;
};

const pause = (ms: number, gone: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    gone.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });

async function reportOf(session: string, key: string, gone: AbortSignal): Promise<LineReport | null> {
  let trial = await rest.lineCheck(session, key);
  if (!trial.ok && trial.error === "full") {
    // Others of the same house are trying theirs; each takes a few seconds.
    await pause(LATER_MS, gone);
    trial = await rest.lineCheck(session, key);
  }
  if (!trial.ok || gone.aborted) return null;
  const { tryLine } = await loadLineCheck();
  return tryLine(trial.value, gone);
}

export function lineTrials(session: string, key: string): LineTrials {
  const state = createStore<{ tried: Tried | null }>({ tried: null });
  let going: AbortController | null = null;

  function stop() {
    going?.abort();
    going = null;
    if (state.get().tried?.at === "trying") state.set({ tried: null });
  }

  return {
    state,
    stop,
    begin(afterMs) {
      stop();
      const mine = new AbortController();
      going = mine;
      state.set({ tried: { at: "trying" } });
      void (async () => {
        await pause(afterMs, mine.signal);
        const report = await reportOf(session, key, mine.signal).catch(() => null);
        if (mine.signal.aborted) return;
        going = null;
        state.set({ tried: report === null ? { at: "unknown" } : { at: "known", verdict: verdictOf(report), report } });
      })();
    },
    forget() {
      stop();
      state.set({ tried: null });
    },
  };
}
