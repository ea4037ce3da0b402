import { aSnapshot } from "@balint/shared/session/fixtures";
import { PersonId } from "@balint/shared/session/model";
import type { SeatView } from "@balint/shared/session/protocol";
import { expect, it } from "vitest";
import { wants } from "./subscription.ts";

const me = PersonId.parse("person00");
const other = PersonId.parse("person01");

function seat(change: Partial<SeatView>): SeatView {
  return {
    person: other,
    name: "Tom",
    role: "member",
    seat: 1,
    place: "ring",
    presents: false,
    line: "present",
    maySpeak: true,
    mayShow: true,
    ...change,
  };
}

const snapshot = (seats: SeatView[]) => aSnapshot({ seats }, { id: me, name: "Anna" });

const microphone = { person: other, kind: "audio", source: "microphone" } as const;
const camera = { person: other, kind: "video", source: "camera" } as const;

it("takes the microphone of who may speak and the camera of who may be shown", () => {
  expect(wants(snapshot([seat({})]), microphone)).toBe(true);
  expect(wants(snapshot([seat({})]), camera)).toBe(true);
});

it("takes nothing that the snapshot does not allow", () => {
  expect(wants(snapshot([seat({ maySpeak: false })]), microphone)).toBe(false);
  expect(wants(snapshot([seat({ mayShow: false })]), camera)).toBe(false);
  expect(wants(snapshot([seat({ maySpeak: false, mayShow: true })]), microphone)).toBe(false);
});

it("takes no mislabelled track", () => {
  for (const source of ["camera", "screen_share_audio", "unknown", ""]) {
    expect(wants(snapshot([seat({})]), { person: other, kind: "audio", source })).toBe(false);
  }
  for (const source of ["microphone", "screen_share", "unknown"]) {
    expect(wants(snapshot([seat({})]), { person: other, kind: "video", source })).toBe(false);
  }
});

it("takes nothing from a stranger or from itself", () => {
  expect(wants(snapshot([]), microphone)).toBe(false);
  expect(wants(snapshot([seat({ person: me })]), { ...microphone, person: me })).toBe(false);
});
