/**
 * The order of phases, the steps a leader may take from each, and how long each is meant to last.
 * Knows nothing of people's rights, of clocks or of the wire. Times are hints; nothing moves by itself.
 */
import { type FrameName, PHASES, type Phase, type Session } from "./model.ts";

/** The phases in which there is a presenter who is marked as such. */
export const CASE_PHASES: ReadonlySet<Phase> = new Set(["presentation", "clarification", "discussion", "return"]);

const MAX_CASES = 2;

/** Minutes each phase is meant to last; `null` = open end. */
const MINUTES: Record<FrameName, Record<Phase, number | null>> = {
  sixty: {
    gathering: 3,
    caseCall: 2,
    presentation: 5,
    clarification: 5,
    discussion: 33,
    return: 10,
    closing: 2,
    aftercare: null,
    ended: null,
  },
  ninety: {
    gathering: 8,
    caseCall: 4,
    presentation: 6,
    clarification: 5,
    discussion: 50,
    return: 12,
    closing: 5,
    aftercare: null,
    ended: null,
  },
  classic: {
    gathering: 8,
    caseCall: 4,
    presentation: 6,
    clarification: 5,
    discussion: 62,
    return: null,
    closing: 5,
    aftercare: null,
    ended: null,
  },
};

/** Minutes meant for the present phase, with what leaders added; `null` when it has an open end. */
export function minutesFor(session: Session): number | null {
  const planned = MINUTES[session.frame][session.phase];
  return planned === null ? null : planned + session.extraMinutes;
}

/** The classic frame has no sitting back, and so nobody to invite back. */
function phasesOf(frame: FrameName): readonly Phase[] {
  return frame === "classic" ? PHASES.filter((phase) => phase !== "return") : PHASES;
}

/**
 * `on` the next phase · `skip` past clarification, or past a case that nobody has · `back` one phase · `again` another case · `end` from anywhere.
 * A case is picked with `case.pick`, so `caseCall` has no `on`.
 */
export type StepKind = "on" | "skip" | "back" | "again" | "end";
export type Step = { readonly kind: StepKind; readonly to: Phase };

export function stepsFrom(session: Session): readonly Step[] {
  const order = phasesOf(session.frame);
  const here = order.indexOf(session.phase);
  const steps: Step[] = [];
  if (session.phase === "ended") return steps;
  const next = order[here + 1];
  const before = order[here - 1];
  if (next !== undefined && next !== "ended" && session.phase !== "caseCall") steps.push({ kind: "on", to: next });
  if (session.phase === "presentation") steps.push({ kind: "skip", to: "discussion" });
  // Nobody has a case: the meeting still ends in its own time.
  if (session.phase === "caseCall" && session.casesDone === 0) steps.push({ kind: "skip", to: "closing" });
  if (session.phase === "closing" && session.casesDone + 1 < MAX_CASES) steps.push({ kind: "again", to: "caseCall" });
  if (session.phase === "caseCall" && session.casesDone > 0) steps.push({ kind: "back", to: "closing" });
  else if (before !== undefined && (mayBeBroughtBack(session) || !CASE_PHASES.has(before)))
    steps.push({ kind: "back", to: before });
  steps.push({ kind: "end", to: "ended" });
  return steps;
}

/** There is somebody whose case it was, and they have not taken the leaders' chair since: who leads cannot sit back. */
function mayBeBroughtBack({ presenter, unattended }: Session): boolean {
  return presenter !== null && presenter.person !== unattended?.chair;
}
