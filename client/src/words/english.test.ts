import { expect, it } from "vitest";
import type { StepView } from "../session/view-model.ts";
import { english as words } from "./english.ts";

function skip(from: StepView["to"], to: StepView["to"]): string {
  return words.step({ kind: "skip", to, command: { kind: "phase.move", from, to } }, { presenter: null }, true);
}

it("says what is skipped", () => {
  expect(skip("presentation", "discussion")).toBe("Skip the questions");
  expect(skip("caseCall", "closing")).toBe("No case today, go on to the closing");
});

it("[L-4] says softly that the time is over, and not to the minute", () => {
  const clock = (passed: number, of: number | null) => words.clock({ passed, of, share: 1 });
  expect([0, 50, 51, 54, 55, 80].map((passed) => clock(passed, 50))).toEqual([
    "0 of about 50 minutes",
    "50 of about 50 minutes",
    "a little over 50 minutes",
    "a little over 50 minutes",
    "well over 50 minutes",
    "well over 50 minutes",
  ]);
  expect(clock(3, null)).toBe("3 minutes, open end");
});
