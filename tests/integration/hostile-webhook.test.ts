/** Forged and repeated events of the media server: with its signature only, and once. */
import { createHash } from "node:crypto";
import { SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestApp, type TestSession, admitted, leaderOf, makeSession, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import type { Person } from "../support/person.ts";

let running: TestApp;
let session: TestSession;
let anna: Person;
let tom: Person;
/** What the app asked of the media server about single people, and of closing rooms. */
let asked: string[] = [];

beforeAll(async () => {
  running = await startApp({
    sfu: (real) => ({
      ...real,
      grant: (room, person, rights) => (asked.push(`grant ${person}`), real.grant(room, person, rights)),
      remove: (room, person) => (asked.push(`remove ${person}`), real.remove(room, person)),
      closeRoom: (room) => (asked.push(`close ${room}`), real.closeRoom(room)),
    }),
  });
  session = await makeSession(running.baseUrl, running.organiserKey);
  anna = await leaderOf(running, session, 1, "Anna");
  tom = await admitted(running, session, anna, "Tom");
});
afterAll(async () => {
  anna.close();
  tom.close();
  await running.close();
});
beforeEach(async () => {
  // What an earlier test began is over.
  await eventually("all is settled", () => running.app.rooms.mediaOf(anna.session)?.now.health === "settled");
  asked = [];
});

let events = 0;
const event = (kind: string, change: object = {}) =>
  JSON.stringify({
    event: kind,
    id: `EV_test${(events += 1)}`,
    createdAt: String(Math.floor(Date.now() / 1000)),
    room: { name: session.id },
    participant: { identity: tom.id },
    ...change,
  });
const mislabelled = () => ({ track: { type: "AUDIO", source: "CAMERA", sid: "TR_x" } });

async function signatureOf(
  body: string,
  { key = running.sfu.apiSecret, issuer = running.sfu.apiKey, exp = "5m" } = {},
) {
  const sha256 = createHash("sha256").update(body).digest("base64");
  return new SignJWT({ sha256 })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(issuer)
    .setExpirationTime(exp)
    .sign(new TextEncoder().encode(key));
}

async function send(body: string, authorization: string | null, type = "application/webhook+json"): Promise<number> {
  const headers = { "content-type": type, ...(authorization === null ? {} : { authorization }) };
  return (await fetch(new URL("/webhooks/livekit", running.baseUrl), { method: "POST", headers, body })).status;
}

const about = (what: string) => asked.filter((line) => line.startsWith(what));
const versionNow = () => running.app.rooms.get(anna.session)?.session.version;

describe("[H-9] webhooks", () => {
  test("the test of the test: signed, it is heeded", async () => {
    const body = event("participant_joined");
    expect(await send(body, await signatureOf(body))).toBe(200);
    await eventually("Tom's rights are looked at", () => about(`grant ${tom.id}`).length > 0);
  });

  test("forged in every way: refused, and nothing is looked at", async () => {
    const before = versionNow();
    const body = event("participant_joined");
    const good = await signatureOf(body);
    const forged: [string, number, () => Promise<number>][] = [
      ["no signature", 403, () => send(body, null)],
      ["an empty one", 403, () => send(body, "")],
      ["no token", 403, () => send(body, "x")],
      ["a link's key", 403, () => send(body, `Bearer ${session.invitationKey}`)],
      ["another key", 403, async () => send(body, await signatureOf(body, { key: "x".repeat(32) }))],
      ["another issuer", 403, async () => send(body, await signatureOf(body, { issuer: "x" }))],
      ["a changed body", 403, () => send(body.replace(tom.id, anna.id), good)],
      ["a body with a blank more", 403, () => send(`${body} `, good)],
      ["after its time", 403, async () => send(body, await signatureOf(body, { exp: "-2m" }))],
      ["a token to join with", 403, async () => send(body, (await tom.mediaToken()).token)],
      ["another type of content", 400, () => send(body, good, "application/json")],
      ["plain text", 400, () => send(body, good, "text/plain")],
      ["no body", 403, () => send("", good)],
      ["1 MB", 413, () => send(body + " ".repeat(1_000_000), good)],
    ];
    for (const [what, status, ask] of forged) expect([what, await ask()]).toEqual([what, status]);
    expect(asked).toEqual([]);
    expect(versionNow()).toBe(before);
  });

  test("signed, but no event: refused or nothing", async () => {
    for (const body of ["null", "[]", "{", '{"event":7}', "{}"])
      expect([body, [200, 403].includes(await send(body, await signatureOf(body)))]).toEqual([body, true]);
    expect(asked).toEqual([]);
  });

  test("somebody who joined, told again: one look", async () => {
    const body = event("participant_joined");
    const signature = await signatureOf(body);
    for (let n = 0; n < 5; n++) expect(await send(body, signature)).toBe(200);
    // Signed anew it is still the same event.
    expect(await send(body, await signatureOf(body))).toBe(200);
    await eventually("Tom's rights are looked at", () => about(`grant ${tom.id}`).length > 0);
    // Another event behind it has been heeded, so these would have been.
    const behind = event("participant_joined", { participant: { identity: anna.id } });
    await send(behind, await signatureOf(behind));
    await eventually("Anna's rights are looked at", () => about(`grant ${anna.id}`).length > 0);
    expect(about(`grant ${tom.id}`).length).toBeLessThanOrEqual(1 + EARLY_TRIES);
  });

  test("a mislabelled track, told again after its sender has come back: nobody is put out twice", async () => {
    const body = event("track_published", mislabelled());
    const signature = await signatureOf(body);
    expect(await send(body, signature)).toBe(200);
    await eventually("Tom is put out", () => about(`remove ${tom.id}`).length === 1);
    const told = () => running.app.rooms.get(anna.session)?.session.people.find(({ id }) => id === tom.id)?.freshFrom;
    const { leaders } = await anna.untilIn(
      (room) => room.leaders?.whispers.some(({ kind }) => kind === "forbiddenTrack") ?? false,
    );
    const [whispers, fresh] = [leaders?.whispers.length, told()];
    for (let n = 0; n < 3; n++) expect(await send(body, signature)).toBe(200);
    const behind = event("participant_joined", { participant: { identity: anna.id } });
    await send(behind, await signatureOf(behind));
    await eventually("what came behind is heeded", () => about(`grant ${anna.id}`).length > 0);
    expect(about(`remove ${tom.id}`)).toHaveLength(1);
    expect([anna.room().leaders?.whispers.length, told()]).toEqual([whispers, fresh]);
  });

  test("from before this app was started, within its five minutes: it was seen by looking", async () => {
    const body = event("track_published", { ...mislabelled(), createdAt: String(Math.floor(Date.now() / 1000) - 240) });
    expect(await send(body, await signatureOf(body))).toBe(200);
    const behind = event("participant_joined", { participant: { identity: anna.id } });
    await send(behind, await signatureOf(behind));
    await eventually("what came behind is heeded", () => about(`grant ${anna.id}`).length > 0);
    expect(about("remove")).toEqual([]);
  });

  test("of a room that is not ours, and of somebody of another session", async () => {
    const before = versionNow();
    const nowhere = event("participant_joined", { room: { name: "0123456789abcdef" } });
    expect(await send(nowhere, await signatureOf(nowhere))).toBe(200);
    await eventually("such a room is closed", () => about("close 0123456789abcdef").length === 1);
    const odd = event("participant_joined", { room: { name: "../../x" } });
    expect(await send(odd, await signatureOf(odd))).toBe(200);
    const stranger = event("participant_joined", { participant: { identity: "fedcba9876543210" } });
    expect(await send(stranger, await signatureOf(stranger))).toBe(200);
    await eventually("a stranger is put out of the media room", () => about("remove fedcba9876543210").length === 1);
    expect(about(`grant ${tom.id}`)).toEqual([]);
    expect(versionNow()).toBe(before);
  });
});

/** How often the app asks again when the media server does not know somebody yet who has just joined. */
const EARLY_TRIES = 3;
