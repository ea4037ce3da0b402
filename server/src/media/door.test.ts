import { expect, test } from "vitest";
import { ANNA, ILONA, T0, TOM, aRoom, after } from "@balint/shared/session/fixtures";
import type { Session } from "@balint/shared/session/model";
import { mayPass, tokenIn } from "./door.ts";
import type { Claims } from "./livekit.ts";

const BOTH = { microphone: true, camera: true };
const CAMERA = { microphone: false, camera: true };
const SECOND = Math.floor(T0 / 1000) + 10;
const clarification = aRoom("clarification");
const seated = after(
  clarification,
  ANNA,
  { kind: "phase.move", from: "clarification", to: "discussion" },
  SECOND * 1000 + 400,
).session;

const claims = (change: Partial<Claims> = {}): Claims => ({
  room: seated.id,
  identity: ILONA,
  from: SECOND + 1,
  rights: CAMERA,
  plain: true,
  ...change,
});

test.each<[string, boolean, Session, Partial<Claims>]>([
  ["a token made after the sitting back", true, seated, {}],
  ["one from before", false, seated, { from: SECOND - 1, rights: BOTH }],
  ["one from before that asks for less", false, seated, { from: SECOND - 1 }],
  ["the server's own refresh in the same second, without the microphone", true, seated, { from: SECOND }],
  ["one hoarded in the same second, with the microphone", false, seated, { from: SECOND, rights: BOTH }],
  ["a refresh by the media server after the taking, of a token from before", false, seated, { rights: BOTH }],
  ["anybody else's from before", true, seated, { identity: TOM, from: SECOND - 100, rights: BOTH }],
  ["a stranger's", false, seated, { identity: "strange0" }],
  ["one for another session", false, seated, { room: "fedcba9876543210" }],
  ["one that may do more than meet", false, seated, { plain: false }],
  [
    "one of somebody who stepped out",
    false,
    after({ ...clarification, session: seated }, ANNA, { kind: "person.stepOut", person: TOM, presents: false })
      .session,
    { identity: TOM, from: SECOND + 500 },
  ],
  [
    "one of somebody who left",
    false,
    after({ ...clarification, session: seated }, TOM, { kind: "self.leave" }).session,
    { identity: TOM, from: SECOND + 500 },
  ],
])("[D-3] %s: %s", (_name, passes, session, change) => {
  expect(mayPass(session, claims(change))).toBe(passes);
});

test.each<[string, unknown, string | undefined, string]>([
  ["in the query", { access_token: "a" }, undefined, "a"],
  ["in the header", {}, "Bearer b", "b"],
  ["one shown in the query, another used from the header", { access_token: "a" }, "Bearer b", ""],
  ["twice in the query", { access_token: ["a", "b"] }, undefined, ""],
  ["nowhere", {}, undefined, ""],
])("[D-3] a token %s", (_name, query, authorization, token) => {
  expect(tokenIn(query, authorization)).toBe(token);
});
