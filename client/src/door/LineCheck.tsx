/**
 * How the line is, in plain words, and what to do about it. Begins by itself once the screen has come to rest, holds
 * nobody up, and is dropped when the person goes on.
 */
import { useEffect, useState } from "react";
import { type LineReport, type Verdict, verdictOf } from "../session/line-verdict.ts";
import { loadLineCheck } from "./load.ts";
import { rest } from "../session/rest.ts";
import { words } from "../words/words.ts";

const REST_MS = 1_500;
const LATER_MS = 8_000;

type At = { at: "trying" } | { at: "unknown" } | { at: "known"; verdict: Verdict; report: LineReport };

const pause = (ms: number, gone: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    gone.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });

async function tried(session: string, key: string, gone: AbortSignal): Promise<LineReport | null> {
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

/** For the hospital's IT: what to open, and nothing else. */
function forIt(report: LineReport): string | null {
  const { hostname, port, protocol } = location;
  if (report.reached === "media") return null;
  const wire = words.line.wire(hostname, Number(port) || (protocol === "https:" ? 443 : 80));
  const ways = report.reached === "meeting" ? report.ways : [];
  const media = new Set(ways.map((way) => words.line.media(way.address, way.protocol, way.port)));
  return words.line.forIt(hostname, [wire, ...media]);
}

function ItLine({ line }: { line: string }) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(line);
    setCopied(true);
  }
  return (
    <>
      <p className="for-it small">{line}</p>
      <button
        type="button"
        className="button"
        data-look="small"
        onClick={() => void copy().catch(() => setCopied(false))}
      >
        {copied ? words.copied : words.line.copy}
      </button>
    </>
  );
}

export function LineCheck({ session, secret }: { session: string; secret: string }) {
  const [state, setState] = useState<At>({ at: "trying" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    void (async () => {
      await pause(attempt === 0 ? REST_MS : 0, leaving.signal);
      const report = await tried(session, secret, leaving.signal).catch(() => null);
      if (leaving.signal.aborted) return;
      setState(report === null ? { at: "unknown" } : { at: "known", verdict: verdictOf(report), report });
    })();
    return () => leaving.abort();
  }, [session, secret, attempt]);

  const verdict = state.at === "known" ? state.verdict : state.at;
  const line = state.at === "known" ? forIt(state.report) : null;
  return (
    <div
      className="check-line"
      data-line={verdict}
      data-via={state.at === "known" && state.report.reached === "media" ? state.report.via : undefined}
    >
      <span className="line-dot" aria-hidden="true" />
      <div className="check-body">
        <p role="status">{words.line[verdict]}</p>
        {line !== null && <ItLine line={line} />}
        {state.at !== "trying" && verdict !== "good" && (
          <button
            type="button"
            className="button"
            data-look="small"
            onClick={() => {
              setState({ at: "trying" });
              setAttempt(attempt + 1);
            }}
          >
            {words.line.again}
          </button>
        )}
      </div>
    </div>
  );
}
