/**
 * Sound that poses as a picture, and everything like it, from modified clients past the door: what reaches unmodified
 * screens in two browsers, and what becomes of its sender. Each look alone, with the others switched off; and with all
 * of them off it is heard, at a listener that takes whatever is forwarded.
 */
import { SignalRequest, SimulcastCodec, TrackSource, TrackType } from "@livekit/protocol";
import { RoomServiceClient } from "livekit-server-sdk";
import type { Browser } from "playwright-core";
import type { Browser as Firefox, Page as FirefoxPage } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PersonId } from "@balint/shared/session/model";
import { words } from "../../client/src/words/words.ts";
import { BrowserPerson, startPages } from "../contract/page.ts";
import { type TestApp, type TestSession, admitted, knockAt, leaderOf, makeSession, startApp } from "../support/app.ts";
import { type Bot, type Crew, type SessionBot, startBots } from "../support/bots.ts";
import { launchChromium } from "../support/chromium.ts";
import { eventually, watchFor } from "../support/eventually.ts";
import { showsNoTracks } from "../support/faults.ts";
import { firefoxPath, launchFirefox } from "../support/firefox.ts";
import { type Liar, type Lie as Forgery, changed, startLiar } from "../support/liar.ts";
import { inbound, sidsOf, soundOutputs, watch } from "../support/packets.ts";
import type { Person } from "../support/person.ts";
import { Screen } from "./screen.ts";

const TONE_HZ = 440;
const PICTURE = { width: 160, height: 90, fps: 10 };
/** Where nothing is forwarded, there is nothing to wait for. */
const NOTHING_COMES_MS = 600;
/** Nobody listens at this port. */
const NOWHERE = "http://127.0.0.1:1/";

const codecs = (cid: string, ...names: string[]) => names.map((codec) => new SimulcastCodec({ codec, cid }));
const asPicture = { type: TrackType.VIDEO, source: TrackSource.CAMERA };
const asVoice = { type: TrackType.AUDIO, source: TrackSource.MICROPHONE };

type Lie = {
  readonly real: "sound" | "picture";
  readonly forgery: Forgery;
  /** The media server hands it on to whoever takes everything; `null` where that is its own affair. */
  readonly comes: boolean | null;
  /** What is done once it is published. */
  readonly after?: "unmute";
};

/** From who may use a camera and no microphone. */
const OF_A_SILENCED: Readonly<Record<string, Lie>> = {
  "declared a picture": { real: "sound", comes: true, forgery: (add) => [changed(add, asPicture)] },
  "declared a picture, muted at first": {
    real: "sound",
    comes: true,
    after: "unmute",
    forgery: (add) => [changed(add, { ...asPicture, muted: true })],
  },
  "declared a picture, with its own codec": {
    real: "sound",
    comes: false,
    forgery: (add) => [changed(add, { ...asPicture, simulcastCodecs: codecs(add.cid, "audio/opus") })],
  },
  "declared a picture, with a codec of pictures": {
    real: "sound",
    comes: false,
    forgery: (add) => [changed(add, { ...asPicture, simulcastCodecs: codecs(add.cid, "vp8") })],
  },
  "declared a picture, with a backup codec": {
    real: "sound",
    comes: false,
    forgery: (add) => [changed(add, { ...asPicture, simulcastCodecs: codecs(add.cid, "vp8", "audio/opus") })],
  },
  "declared a picture, named by its codec's id": {
    real: "sound",
    comes: false,
    forgery: (add) => [changed(add, { ...asPicture, cid: "other", simulcastCodecs: codecs(add.cid, "") })],
  },
  "declared a picture and a voice under one id": {
    real: "sound",
    comes: true,
    forgery: (add) => [changed(add, asPicture), changed(add, asVoice)],
  },
  "declared a camera's sound": {
    real: "sound",
    comes: true,
    forgery: (add) => [changed(add, { source: asPicture.source })],
  },
  "declared a camera's sound, with redundancy": {
    real: "sound",
    comes: true,
    forgery: (add) => [changed(add, { source: asPicture.source, disableRed: false, muted: true })],
    after: "unmute",
  },
};

/** From who may use both. */
const OF_ANYBODY: Readonly<Record<string, Lie>> = {
  "a picture declared a voice": {
    real: "picture",
    comes: null,
    forgery: (add) => [changed(add, { ...asVoice, simulcastCodecs: [] })],
  },
  "a picture declared a microphone's": {
    real: "picture",
    comes: true,
    forgery: (add) => [changed(add, { source: asVoice.source })],
  },
  "a voice declared a microphone's picture": {
    real: "sound",
    comes: true,
    forgery: (add) => [changed(add, { type: TrackType.VIDEO, source: TrackSource.MICROPHONE })],
  },
};

type Ear = { readonly packets: (sid: string) => Promise<number>; readonly outputs: () => Promise<number> };

function earOf(page: Parameters<typeof inbound>[0]): Ear {
  return {
    async packets(sid) {
      return (await inbound(page))
        .filter(({ participantSid }) => participantSid === sid)
        .reduce((sum, { packets }) => sum + packets, 0);
    },
    outputs: () => soundOutputs(page),
  };
}

let chromium: Browser;
let crew: Crew;
let pages: Awaited<ReturnType<typeof startPages>>;

beforeAll(async () => {
  [chromium, crew, pages] = await Promise.all([launchChromium(), startBots({ processes: 2 }), startPages()]);
});
afterAll(async () => {
  await crew?.stop();
  await chromium?.close();
  pages?.stop();
});

/** A circle with one honest voice, and a raw listener that takes and plays whatever is forwarded. */
class Circle {
  readonly app: TestApp;
  readonly liar: Liar;
  readonly session: TestSession;
  readonly anna: Person;
  readonly zoe: SessionBot;
  readonly raw: Ear;
  readonly service: RoomServiceClient;
  private readonly bot: Bot;

  private constructor(
    all: Pick<Circle, "app" | "liar" | "session" | "anna" | "zoe" | "raw" | "service"> & { bot: Bot },
  ) {
    ({ app: this.app, liar: this.liar, session: this.session, anna: this.anna } = all);
    ({ zoe: this.zoe, raw: this.raw, service: this.service, bot: this.bot } = all);
  }

  static async of(app: TestApp): Promise<Circle> {
    const [session, liar] = await Promise.all([makeSession(app.baseUrl, app.organiserKey), startLiar(app.sfu.wsUrl)]);
    const anna = await leaderOf(app, session, 1, "Anna");
    const zoe = await crew.joinSession({ ...knockAt(app, session), name: "Zoe" });
    await admit(anna, zoe.person.id);
    await zoe.person.untilIn();
    const listener = await admitted(app, session, anna, "Rob");
    const raw = await BrowserPerson.open(chromium, pages.url);
    await raw.connect(app.sfu.wsUrl, (await listener.mediaToken()).token);
    const service = new RoomServiceClient(app.sfu.url, app.sfu.apiKey, app.sfu.apiSecret);
    const bot = await crew.add({ name: "a modified client" });
    return new Circle({ app, liar, session, anna, zoe, raw: earOf(raw.page), service, bot });
  }

  /** With the person's own good token, past the door unless another way is given. Resolves with the connection's name. */
  async attack(as: Person, lie: Lie, way: Liar = this.liar): Promise<string> {
    way.lie(lie.forgery);
    await this.bot.connect({ url: way.url, token: (await as.mediaToken()).token, autoSubscribe: false });
    const sid = await this.sidOf(as.id);
    const published =
      lie.real === "sound"
        ? await this.bot.publishTone({ source: "camera", hz: TONE_HZ })
        : await this.bot.publishPicture(PICTURE);
    if (lie.after === "unmute" && published.published)
      way.say({ case: "mute", value: { sid: published.sid, muted: false } } as SignalRequest["message"]);
    return sid;
  }

  async sidOf(person: PersonId): Promise<string> {
    return eventually(
      "the media server has the person",
      async () => (await sidsOf(this.service, this.session.id))[person],
    );
  }

  isOut(person: PersonId): Promise<boolean> {
    return sidsOf(this.service, this.session.id).then((sids) => sids[person] === undefined);
  }

  retreat(): Promise<void> {
    return this.bot.disconnect();
  }

  async close(): Promise<void> {
    await this.zoe.leave();
    this.anna.close();
    this.liar.stop();
    await this.app.close();
  }
}

async function admit(anna: Person, person: PersonId): Promise<void> {
  expect(await anna.admit(person)).toMatchObject({ ok: true });
}

/** The guest of this name, once at the door. */
async function letIn(anna: Person, name: string): Promise<void> {
  const { leaders } = await anna.untilIn(
    (room) => room.leaders?.door.some((guest) => guest.name === name && guest.here) ?? false,
    20_000,
  );
  await admit(anna, leaders?.door.find((guest) => guest.name === name)?.person ?? ("" as PersonId));
}

describe("the listener's look alone: no door in between, and a record that shows nobody's tracks", () => {
  let circle: Circle;
  let firefox: Firefox | undefined;
  const ears: Record<string, Ear> = {};
  const people = {} as Record<"ilona" | "hana" | "otto" | "tom", Person>;

  async function fromFirefox(path: string): Promise<Ear> {
    firefox = await launchFirefox(path);
    const page: FirefoxPage = await firefox.newPage();
    page.setDefaultTimeout(20_000);
    await page.evaluateOnNewDocument(watch);
    await page.goto(`${circle.app.baseUrl}/s/${circle.session.id}#${circle.session.invitationKey}`);
    const named = (role: string, name: string) => page.locator(`::-p-aria([name="${name}"][role="${role}"])`);
    await named("textbox", words.door.name).fill("Fay");
    await named("checkbox", words.door.agree).click();
    await named("button", words.door.goOn).click();
    // Without a device Firefox offers no way over loopback.
    await named("button", words.door.tryCamera).click();
    await named("button", words.door.stopCamera).wait();
    await named("button", words.door.knock).click();
    await letIn(circle.anna, "Fay");
    await page.locator('[data-screen="room"][data-media="connected"]').wait();
    return {
      packets: (sid) =>
        page.evaluate(async (of) => {
          const all = (await window.inboundPackets?.()) ?? [];
          return all.filter((one) => one.participantSid === of).reduce((sum, one) => sum + one.packets, 0);
        }, sid),
      outputs: () => page.evaluate(() => window.soundOutputs?.() ?? -1),
    };
  }

  beforeAll(async () => {
    circle = await Circle.of(await startApp({ sfu: showsNoTracks, webhooks: () => NOWHERE }));
    const { app, session, anna } = circle;
    for (const [key, name, as] of [
      ["ilona", "Ilona", "member"],
      ["hana", "Hana", "member"],
      ["otto", "Otto", "observer"],
      ["tom", "Tom", "member"],
    ] as const)
      people[key] = await admitted(app, session, anna, name, as);
    const screen = await Screen.at(chromium, { running: app, session, key: session.invitationKey, name: "Mei" });
    await letIn(anna, "Mei");
    await screen.isIn();
    ears["Chromium"] = earOf(screen.page);
    const path = firefoxPath();
    if (path !== undefined) ears["Firefox"] = await fromFirefox(path);
    for (const command of [
      () => anna.command({ kind: "phase.move", from: "gathering", to: "caseCall" }),
      () => people.ilona.command({ kind: "case.offer" }),
      () => anna.command({ kind: "case.pick", person: people.ilona.id }),
      () => anna.command({ kind: "phase.move", from: "presentation", to: "discussion" }),
      () => anna.command({ kind: "person.hold", person: people.hana.id }),
    ])
      expect(await command()).toMatchObject({ ok: true });
    // They hear what there is to be heard.
    expect(await circle.zoe.openMicrophone()).toMatchObject({ published: true });
    const zoe = await circle.sidOf(circle.zoe.id);
    for (const [name, ear] of Object.entries(ears)) {
      const before = await ear.packets(zoe);
      await eventually(`${name} hears Zoe`, async () => (await ear.packets(zoe)) > before + 20, 20_000);
      await eventually(`${name} plays nothing else`, async () => (await ear.outputs()) === 1);
    }
  }, 120_000);
  afterAll(async () => {
    await firefox?.close();
    await circle?.close();
  });

  /** What of it comes to a raw listener, and to each honest one: packets, and what is played or measured beside Zoe. */
  async function tried(as: Person, lie: Lie, voices: number): Promise<Record<string, unknown>> {
    const sid = await circle.attack(as, lie);
    if (lie.comes === true)
      await eventually("a raw listener gets it", async () => (await circle.raw.packets(sid)) > 10);
    else await watchFor(NOTHING_COMES_MS);
    const found: Record<string, unknown> = { raw: (await circle.raw.packets(sid)) > 0 };
    for (const [name, ear] of Object.entries(ears))
      found[name] = { packets: await ear.packets(sid), outputs: (await ear.outputs()) - voices };
    await circle.retreat();
    return found;
  }

  async function all(who: string, as: Person, lies: Readonly<Record<string, Lie>>, voices = 1): Promise<void> {
    const [found, expected] = [new Map<string, unknown>(), new Map<string, unknown>()];
    const silent = Object.fromEntries(Object.keys(ears).map((name) => [name, { packets: 0, outputs: 0 }]));
    for (const [name, lie] of Object.entries(lies)) {
      found.set(name, await tried(as, lie, voices));
      expected.set(name, { raw: lie.comes ?? expect.any(Boolean), ...silent });
    }
    expect(found, who).toEqual(expected);
  }

  test("[M-6] [M-7] [R-10] from a presenter who sits back, in any disguise", () =>
    all("sitting back", people.ilona, OF_A_SILENCED));

  test("[M-6] [R-3] [R-10] from a held member", () => all("held", people.hana, OF_A_SILENCED));

  test("[M-6] [R-5] [R-10] from an observer whom nobody has invited", () =>
    all("observer", people.otto, OF_A_SILENCED));

  test("[M-6] [R-10] a member's picture is no voice and a voice no picture", () =>
    all("member", people.tom, OF_ANYBODY));

  test("[M-6] [M-7] [R-10] from a modified page", async () => {
    circle.liar.lie((add) => [changed(add, asPicture)]);
    const page = await BrowserPerson.open(chromium, pages.url);
    await page.connect(circle.liar.url, (await people.ilona.mediaToken()).token, false);
    const sid = await circle.sidOf(people.ilona.id);
    await page.sendSoundAsCamera();
    await eventually("a raw listener gets it", async () => (await circle.raw.packets(sid)) > 10);
    for (const [name, ear] of Object.entries(ears))
      expect([name, await ear.packets(sid), await ear.outputs()]).toEqual([name, 0, 1]);
    await page.close();
  });

  test("[M-14] with the door in between nothing of it comes even to who takes everything", async () => {
    const { path } = await people.ilona.mediaToken();
    const byDoor = await startLiar(people.ilona.mediaUrl(path));
    // Those that come past the door; each costs the liar the seconds in which it is not answered.
    for (const [name, lie] of Object.entries(OF_A_SILENCED).filter(([, { comes }]) => comes)) {
      const sid = await circle.attack(people.ilona, lie, byDoor);
      expect([name, await circle.raw.packets(sid)]).toEqual([name, 0]);
      await circle.retreat();
    }
    byDoor.stop();
  });

  test("[M-6] [R-4] [R-10] from anybody while paused", async () => {
    expect(await circle.anna.command({ kind: "session.pause" })).toMatchObject({ ok: true });
    for (const [name, ear] of Object.entries(ears))
      await eventually(`${name} hears nobody`, async () => (await ear.outputs()) === 0);
    await all("paused", people.tom, OF_A_SILENCED, 0);
    expect(await circle.anna.command({ kind: "session.resume" })).toMatchObject({ ok: true });
  });
});

describe("the look at the record alone: no door in between, and a listener that takes everything", () => {
  let circle: Circle;
  beforeAll(async () => {
    circle = await Circle.of(await startApp());
  });
  afterAll(() => circle?.close());

  /** Each by a person of their own: whoever is out is out. */
  const untilOut = (as: Person) =>
    eventually("its sender is out, and leaders are told", async () => {
      const whispers = circle.anna.room().leaders?.whispers ?? [];
      const told = whispers.some((one) => one.kind === "forbiddenTrack" && one.from === as.id);
      return told && (await circle.isOut(as.id));
    });

  test("[M-6] a listener's word alone sends nobody out", async () => {
    const [tom, eve] = [
      await admitted(circle.app, circle.session, circle.anna, "Tom"),
      await admitted(circle.app, circle.session, circle.anna, "Eve"),
    ];
    const honest: Lie = { real: "sound", comes: true, forgery: (add) => [changed(add, asVoice)] };
    await circle.attack(tom, honest);
    for (let times = 0; times < 5; times++) expect(await eve.raw("odd", undefined)).toMatchObject({ ok: true });
    expect(await eve.raw("odd", { person: tom.id })).toMatchObject({ ok: true });
    await watchFor(NOTHING_COMES_MS);
    expect(await circle.isOut(tom.id)).toBe(false);
    expect(circle.anna.room().leaders?.whispers).toEqual([]);
    await circle.retreat();
  });

  test.each(Object.entries({ ...OF_A_SILENCED, ...OF_ANYBODY }))("[M-5] [R-10] %s is found out", async (_name, lie) => {
    const as = await admitted(circle.app, circle.session, circle.anna, "Mallory");
    await circle.attack(as, lie).catch(() => undefined);
    await untilOut(as);
    await circle.retreat();
    expect(await circle.anna.command({ kind: "person.stepOut", person: as.id, presents: false })).toMatchObject({
      ok: true,
    });
  });
});
