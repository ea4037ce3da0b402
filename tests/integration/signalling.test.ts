/**
 * Clients that say to the media server what no honest one says, each on the real media server: cut at the door before
 * anything of it arrives at whoever takes all that is forwarded. The same lies past the door show that they would work.
 */
import { SubscriptionPermission, TrackPermission, TrackSource, TrackType } from "@livekit/protocol";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type TestApp, type TestSession, admitted, leaderOf, makeSession, startApp } from "../support/app.ts";
import { type Bot, type Crew, startBots } from "../support/bots.ts";
import { eventually, watchFor } from "../support/eventually.ts";
import { type Edits, type Forger, startForger } from "../support/forger.ts";
import { SILENCE_GRACE_MS, SILENCE_WINDOW_MS } from "../support/packets.ts";
import type { Person } from "../support/person.ts";

let running: TestApp;
let crew: Crew;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  [running, crew] = await Promise.all([startApp(), startBots()]);
});
afterAll(async () => {
  await crew.stop();
  await running.close();
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

type Circle = { session: TestSession; anna: Person; ilona: Person; forger: Forger; liar: Bot; raw: Bot };

/** Ilona's client lies, Tom's takes whatever is forwarded. */
async function circle(edits: Edits = {}, way: "by the door" | "past the door" = "by the door"): Promise<Circle> {
  const session = await makeSession(running.baseUrl, running.organiserKey);
  const anna = await leaderOf(running, session, 1, "Anna");
  const [ilona, tom] = [await admitted(running, session, anna, "Ilona"), await admitted(running, session, anna, "Tom")];
  const [liar, raw] = [await crew.add({ name: "liar" }), await crew.add({ name: "raw" })];
  const heard = await tom.mediaToken();
  await raw.connect({ url: tom.mediaUrl(heard.path), token: heard.token, autoSubscribe: true });
  const { token, path } = await ilona.mediaToken();
  const forger = await startForger(way === "past the door" ? running.sfu.wsUrl : ilona.mediaUrl(path), edits);
  await liar.connect({ url: forger.url, token, autoSubscribe: true });
  closing.push(
    () => liar.disconnect(),
    () => raw.disconnect(),
    forger.stop,
  );
  for (const person of [anna, ilona, tom]) closing.push(() => person.close());
  return { session, anna, ilona, forger, liar, raw };
}

async function sitBack({ anna, ilona }: Circle): Promise<void> {
  for (const command of [
    () => anna.command({ kind: "phase.move", from: "gathering", to: "caseCall" }),
    () => ilona.command({ kind: "case.offer" }),
    () => anna.command({ kind: "case.pick", person: ilona.id }),
    () => anna.command({ kind: "phase.move", from: "presentation", to: "discussion" }),
  ])
    expect(await command()).toMatchObject({ ok: true });
}

const leaderIsTold = ({ anna }: Circle) =>
  anna.untilIn(({ leaders }) => leaders?.whispers.some(({ kind }) => kind === "forbiddenTrack") ?? false);
const isCut = ({ forger }: Circle) => eventually("the liar is cut", () => forger.cuts() > 0);

describe("[M-14] [M-5] sound that poses as a picture", () => {
  /** Its own client believes that all is as it should be. */
  const asCamera: Edits = {
    asked(message) {
      if (message.case !== "addTrack") return;
      Object.assign(message.value, { type: TrackType.VIDEO, source: TrackSource.CAMERA });
    },
    answered(message) {
      if (message.case !== "trackPublished" || message.value.track === undefined) return;
      Object.assign(message.value.track, { type: TrackType.AUDIO, source: TrackSource.MICROPHONE });
    },
  };

  const lie = ({ liar }: Circle) => void liar.publishTone({ source: "microphone", hz: 440 }).catch(() => undefined);

  test("is cut at the door, before anything is forwarded; leaders are told", async () => {
    const room = await circle(asCamera);
    await sitBack(room);
    await watchFor(SILENCE_GRACE_MS);
    const before = await room.raw.heardFrom(room.ilona.id);
    lie(room);
    await isCut(room);
    await leaderIsTold(room);
    await watchFor(SILENCE_WINDOW_MS);
    expect((await room.raw.heardFrom(room.ilona.id)) - before).toBe(0);
    expect(await room.raw.publications()).toEqual([]);
  });

  test("past the door the media server takes it for a picture, and its record tells", async () => {
    const room = await circle(asCamera, "past the door");
    // rtc-node itself breaks on what such a track turns out to be.
    await room.raw.disconnect();
    await sitBack(room);
    lie(room);
    // By what the media server has recorded of it.
    await leaderIsTold(room);
  });
});

describe("[M-15] a word for a friend", () => {
  const only = (...people: string[]) => ({
    case: "subscriptionPermission" as const,
    value: new SubscriptionPermission({
      trackPermissions: people.map(
        (participantIdentity) => new TrackPermission({ participantIdentity, allTracks: true }),
      ),
    }),
  });

  test("a member's costs the line, and leaders are told", async () => {
    const room = await circle();
    room.forger.say(only(room.anna.id));
    await isCut(room);
    await leaderIsTold(room);
  });

  test("a veiled presenter may be seen by leaders only, and is heard by all once back", async () => {
    const room = await circle();
    await sitBack(room);
    const veiled = { kind: "presenter.visibility", visibility: "veiled" } as const;
    expect(await room.ilona.command(veiled)).toMatchObject({ ok: true });
    room.forger.say(only(room.anna.id));
    await room.liar.publishPicture({ width: 160, height: 90, fps: 5 });
    const taken = async () => (await room.raw.publications()).some(({ subscribed }) => subscribed);
    await eventually("her picture is announced", async () => (await room.raw.publications()).length > 0);
    await watchFor(SILENCE_GRACE_MS);
    expect(await taken()).toBe(false);
    // Her page lifts nothing by itself.
    expect(await room.anna.command({ kind: "phase.move", from: "discussion", to: "return" })).toMatchObject({
      ok: true,
    });
    await eventually("her picture is there for all", taken);
    expect(room.forger.cuts()).toBe(0);
  });
});

describe("[H-12] too much of it", () => {
  const PING = Uint8Array.from([0x70, 0x01]);

  test("200 pings at once cost nothing; 5,000 cost the line, and nobody is told of it", async () => {
    const room = await circle();
    room.forger.sendRaw(PING, 200);
    await watchFor(300);
    expect(room.forger.cuts()).toBe(0);
    room.forger.sendRaw(PING, 5_000);
    await isCut(room);
    expect((await room.anna.untilIn(() => true)).leaders?.whispers).toEqual([]);
  });

  test("words in place of bytes cost the line", async () => {
    const room = await circle();
    room.forger.sendRaw('{"ping":"1"}');
    await isCut(room);
    await leaderIsTold(room);
  });
});
