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
