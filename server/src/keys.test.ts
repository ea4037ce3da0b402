import { randomUUID } from "node:crypto";
import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keysFrom, secretsIn } from "./keys.ts";

const keys = keysFrom("one");
const [a, b] = [keys.newSessionId(), keys.newSessionId()];

test("[D-1] a link's key opens its own session, as its own kind, and nothing else", () => {
  expect(keys.ownerOf(a, keys.leaderKey(a, 1), 2)).toMatchObject({ as: "leader", slot: 1 });
  expect(keys.ownerOf(a, keys.leaderKey(a, 2), 2)).toMatchObject({ as: "leader", slot: 2 });
  expect(keys.ownerOf(a, keys.leaderKey(a, 2), 1)).toBeNull();
  expect(keys.ownerOf(a, keys.invitationKey(a), 1)).toEqual({ as: "guest" });
  for (const key of [keys.leaderKey(a, 1), keys.invitationKey(a), keys.organiserKey, ""])
    expect(keys.ownerOf(b, key, 2)).toBeNull();
});

test("[D-6] a cookie is of one person in one session of one installation", () => {
  const person = keys.newPersonId();
  const cookie = keys.cookieFor(a, person);
  expect(keys.personOf(a, cookie)).toBe(person);
  expect(keys.personOf(b, cookie)).toBeNull();
  expect(keysFrom("other").personOf(a, cookie)).toBeNull();
  for (const wrong of [undefined, "", "x", person, `${person}.`, `${keys.newPersonId()}.${cookie.split(".")[1]}`])
    expect(keys.personOf(a, wrong)).toBeNull();
});

test("[D-13] a knock is one person of one session of one installation, and no leader", () => {
  const knock = randomUUID();
  expect(keys.guestOf(a, knock)).toBe(keys.guestOf(a, knock));
  const others = [
    keys.guestOf(b, knock),
    keys.guestOf(a, randomUUID()),
    keysFrom("other").guestOf(a, knock),
    keys.guestOf(a, "1"),
  ];
  const leader = keys.ownerOf(a, keys.leaderKey(a, 1), 2);
  expect(new Set([keys.guestOf(a, knock), ...others, leader?.as === "leader" ? leader.person : ""]).size).toBe(6);
});

test("secrets are made once, for the owner's eyes only, and never silently made anew", () => {
  const folder = mkdtempSync(join(tmpdir(), "balint-keys-"));
  const first = secretsIn(folder);
  expect(secretsIn(folder)).toEqual(first);
  expect(statSync(join(folder, "secrets.json")).mode & 0o077).toBe(0);
  writeFileSync(join(folder, "secrets.json"), "{broken");
  expect(() => secretsIn(folder)).toThrow(/secrets\.json cannot be read/);
});
