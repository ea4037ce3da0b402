/** Tokens for trying a line, in hostile hands: they open their own room for a moment, and nothing else. */
import { AccessToken, RoomServiceClient } from "livekit-server-sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ErrorBody, LineTrial } from "@balint/shared/rest";
import { type TestApp, type TestSession, admitted, leaderOf, makeSession, startApp } from "../support/app.ts";
import { type Person, post } from "../support/person.ts";

let running: TestApp;
let session: TestSession;
let tom: Person;

beforeAll(async () => {
  running = await startApp();
  session = await makeSession(running.baseUrl, running.organiserKey);
  const anna = await leaderOf(running, session, 1, "Anna");
  tom = await admitted(running, session, anna, "Tom");
});
afterAll(() => running.close());

const ask = (key: string, id = session.id, app = running) =>
  post(app.baseUrl, `/api/sessions/${id}/line-check`, { key });
const trial = async (app = running, at = session) =>
  LineTrial.parse(await (await ask(at.invitationKey, at.id, app)).json());
const codeOf = async (response: Response) => [response.status, ErrorBody.parse(await response.json()).error];

/** What the door and the media server say to a token: 200, or the door's refusal. */
async function door(token: string): Promise<number> {
  const url = new URL("/sfu/rtc/validate", running.baseUrl);
  url.searchParams.set("access_token", token);
  return (await fetch(url)).status;
}

type Grant = { readonly room: string; readonly identity: string } & Record<string, unknown>;

/** As somebody would make it who had the key of the media server. */
async function forged({ room, identity, ...more }: Grant): Promise<string> {
  const token = new AccessToken(running.sfu.apiKey, running.sfu.apiSecret, { identity, ttl: "60s" });
  token.addGrant({ room, roomJoin: true, canSubscribe: true, canPublishData: false, ...more });
  return token.toJwt();
}

function claims(token: string): { sub: string; video: Record<string, unknown>; exp: number; nbf: number } {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}

describe("[D-10] a trial of the line", () => {
  test("is for whoever has a link of this session, leader or guest, and nobody else", async () => {
    const other = await makeSession(running.baseUrl, running.organiserKey);
    for (const key of ["x".repeat(32), other.invitationKey, running.organiserKey])
      expect(await codeOf(await ask(key))).toEqual([403, "wrong_key"]);
    expect(await codeOf(await ask("short"))).toEqual([400, "invalid"]);
    expect(await codeOf(await ask(session.invitationKey, "0000000000000000"))).toEqual([403, "wrong_key"]);
    expect((await ask(session.leaderKeys[0] ?? "")).status).toBe(200);
  });

  test("its tokens are short-lived, plain, nameless, and let one send and the other hear", async () => {
    const { sends, hears } = await trial();
    for (const token of [sends, hears]) {
      const { video, exp, nbf } = claims(token);
      expect(exp - nbf).toBeLessThanOrEqual(90);
      expect(video["room"]).toMatch(/^line-/);
      expect(video).toMatchObject({ roomJoin: true, canPublishData: false });
      for (const power of ["roomAdmin", "roomCreate", "roomList", "roomRecord", "hidden"])
        expect(video[power] ?? false).toBe(false);
    }
    expect(claims(hears).video["canPublish"]).toBe(false);
    expect([await door(sends), await door(hears)]).toEqual([200, 200]);
  });

  test("its tokens open no session, whoever they name", async () => {
    const { sends } = await trial();
    const { sub, video } = claims(sends);
    const wrong: Grant[] = [
      // The trial's own two in the session's room, and a person of the session in the trial's.
      { room: session.id, identity: sub },
      { room: String(video["room"]), identity: tom.id },
      { room: `${String(video["room"])}x`, identity: sub },
      { room: `line-${session.id}`, identity: `line-${session.id}-sends` },
      // More than a trial needs.
      { room: String(video["room"]), identity: sub, roomAdmin: true },
      { room: String(video["room"]), identity: sub, hidden: true },
      { room: String(video["room"]), identity: sub, canPublishData: true },
      { room: String(video["room"]), identity: sub.replace("sends", "hears"), canPublish: true },
    ];
    for (const grant of wrong) expect([grant, await door(await forged(grant))]).toEqual([grant, 403]);
    const service = new RoomServiceClient(running.sfu.url, running.sfu.apiKey, running.sfu.apiSecret);
    const inside = await service.listParticipants(session.id).catch(() => []);
    expect(inside.map(({ identity }) => identity)).not.toContain(sub);
    // A trial makes nobody known to the live session either.
    expect(await codeOf(await post(running.baseUrl, `/api/sessions/${session.id}/media-token`, {}))).toEqual([
      401,
      "not_known",
    ]);
  });

  test("a session's token opens the session and no trial", async () => {
    const { sends } = await trial();
    const { token } = await tom.mediaToken();
    expect(await door(token)).toBe(200);
    expect(claims(token).video["room"]).not.toBe(claims(sends).video["room"]);
  });

  test("one address has six at once and no more; a session that has ended has none", async () => {
    const own = await startApp();
    const at = await makeSession(own.baseUrl, own.organiserKey);
    const statuses = [];
    for (let n = 0; n < 8; n += 1) statuses.push((await ask(at.invitationKey, at.id, own)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 409, 409]);
    const leader = await leaderOf(own, at, 1, "Anna");
    expect(await leader.command({ kind: "phase.move", from: "gathering", to: "ended" })).toMatchObject({ ok: true });
    expect(await codeOf(await ask(at.invitationKey, at.id, own))).toEqual([410, "ended"]);
    await own.close();
  });
});

test("[K-4] nothing of all this was logged as a fault", () => {
  expect(running.logs).toEqual([]);
});
