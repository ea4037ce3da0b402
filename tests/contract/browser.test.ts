/**
 * The same SFU seen through livekit-client in Chromium: what a presenter's page learns when it is silenced, what a
 * listener's page receives, and that our way of counting packets counts the right person's.
 */
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { eventually, watchFor } from "../support/eventually.ts";
import { audioPackets, audioPacketsFrom, gained, inbound, sidsOf, videoPacketsFrom } from "../support/packets.ts";
import { BrowserPerson, startPages } from "./page.ts";
import { Announced, judge } from "../../server/src/media/signals.ts";
import { readJoining } from "../../server/src/media/joining.ts";
import { startForger } from "../support/forger.ts";
import { startRecorder } from "./recorder.ts";
import { BOTH, CAMERA_ONLY, GRACE_MS, QUIET_MS, useRig } from "./rig.ts";

const rig = useRig();
const TONE = { source: "microphone", hz: 440 } as const;
const PICTURE = { width: 160, height: 90, fps: 5 };

let browser: Browser;
let pages: Awaited<ReturnType<typeof startPages>>;
const opened: BrowserPerson[] = [];

beforeAll(async () => {
  [browser, pages] = await Promise.all([launchChromium(), startPages()]);
});
afterAll(async () => {
  await browser.close();
  pages.stop();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((person) => person.close()));
});

async function open(): Promise<BrowserPerson> {
  const person = await BrowserPerson.open(browser, pages.url);
  opened.push(person);
  return person;
}

async function join(room: string, name: string, autoSubscribe = true): Promise<BrowserPerson> {
  const person = await open();
  await person.connect(rig().sfu.wsUrl, await rig().token(room, name, ["camera", "microphone"]), autoSubscribe);
  return person;
}

async function sid(room: string, identity: string): Promise<string> {
  return (await sidsOf(rig().service, room))[identity] ?? "";
}

function untilSoundFrom(listener: BrowserPerson, participantSid: string): Promise<unknown> {
  return eventually(
    "packets of sound arrive",
    async () => (await audioPacketsFrom(listener.page, participantSid)) > 10,
    10_000,
  );
}

describe("a presenter in a browser is silenced", () => {
  test("[M-C40] its page is told, its capture ends, opening again is refused, and the listener's packets stop", async () => {
    const room = await rig().room();
    const presenter = await join(room, "presenter");
    const listener = await join(room, "listener");
    expect(await presenter.openMicrophone()).toBe("open");
    await presenter.openCamera();
    const from = await sid(room, "presenter");
    await untilSoundFrom(listener, from);
    // The test of the test: the same measurement before.
    expect(await gained(() => audioPacketsFrom(listener.page, from), 1_000)).toBeGreaterThan(25);

    await rig().write(room, "presenter", CAMERA_ONLY);

    await eventually("its page is told", async () => {
      const said = await presenter.said();
      return said.includes("permissions presenter") && said.includes("unpublished microphone");
    });
    expect(await presenter.microphone()).toBeNull();
    await watchFor(GRACE_MS);
    const [sound, all, picture] = await Promise.all([
      gained(() => audioPacketsFrom(listener.page, from), QUIET_MS),
      gained(() => audioPackets(listener.page), QUIET_MS),
      gained(() => videoPacketsFrom(listener.page, from), QUIET_MS),
    ]);
    expect({ sound, all }).toEqual({ sound: 0, all: 0 });
    expect(picture).toBeGreaterThan(5);

    expect(await presenter.openMicrophone()).toMatch(/PublishTrackError.*insufficient permissions/);
    expect(await gained(() => audioPackets(listener.page), 1_000)).toBe(0);

    // Given back: the page opens it itself, and is heard at once.
    await rig().write(room, "presenter", BOTH);
    await eventually("it may again", async () => (await presenter.openMicrophone()) === "open");
    const before = await audioPacketsFrom(listener.page, from);
    await eventually("it is heard", async () => (await audioPacketsFrom(listener.page, from)) > before + 10);
  });

  test("[M-C41] mutePublishedTrack is a request: forwarding stops, and the page may unmute itself at once", async () => {
    const room = await rig().room();
    const speaker = await join(room, "speaker");
    const listener = await join(room, "listener");
    await speaker.openMicrophone();
    const from = await sid(room, "speaker");
    await untilSoundFrom(listener, from);
    const track = (await speaker.microphone())?.sid ?? "";
    await rig().service.mutePublishedTrack(room, "speaker", track, true);
    await eventually("its page is muted", async () => (await speaker.microphone())?.muted === true);
    await watchFor(GRACE_MS);
    expect(await gained(() => audioPackets(listener.page), 1_000)).toBe(0);
    expect(await speaker.openMicrophone()).toBe("open");
    const before = await audioPacketsFrom(listener.page, from);
    await eventually("it is heard again", async () => (await audioPacketsFrom(listener.page, from)) > before + 10);
    // Nobody else can: unmuting from outside is off.
    await expect(rig().service.mutePublishedTrack(room, "speaker", track, false)).rejects.toMatchObject({
      code: "failed_precondition",
    });
  });
});

describe("who receives what", () => {
  test("[M-C42] without autoSubscribe a page receives nothing until setSubscribed, and then that track alone", async () => {
    const room = await rig().room();
    const speaker = await rig().join(room, "speaker");
    await speaker.publishTone(TONE);
    await speaker.publishPicture(PICTURE);
    const listener = await join(room, "listener", false);
    const from = await sid(room, "speaker");
    await eventually("it knows of both", async () => (await listener.publications()).length === 2);
    expect(await inbound(listener.page)).toEqual([]);
    await listener.setSubscribed("speaker", "microphone", true);
    await untilSoundFrom(listener, from);
    expect(await videoPacketsFrom(listener.page, from)).toBe(0);
    await listener.setSubscribed("speaker", "microphone", false);
    await watchFor(GRACE_MS);
    expect(await gained(() => audioPackets(listener.page), 1_000)).toBe(0);
  });

  test("[M-C43] setTrackSubscriptionPermissions of the publisher is enforced: no picture for who is not named", async () => {
    const room = await rig().room();
    const presenter = await join(room, "presenter");
    const leader = await join(room, "leader");
    const member = await join(room, "member");
    await presenter.openMicrophone();
    await presenter.openCamera();
    const from = await sid(room, "presenter");
    for (const listener of [leader, member]) {
      await untilSoundFrom(listener, from);
      await eventually("a picture arrives", async () => (await videoPacketsFrom(listener.page, from)) > 3, 10_000);
    }

    await presenter.showPicture({ leader: true, member: false });
    // Asking for it is of no use.
    await member.setSubscribed("presenter", "camera", true);
    await watchFor(GRACE_MS);
    const [seenByLeader, seenByMember, heardByMember] = await Promise.all([
      gained(() => videoPacketsFrom(leader.page, from), QUIET_MS),
      gained(() => videoPacketsFrom(member.page, from), QUIET_MS),
      gained(() => audioPacketsFrom(member.page, from), QUIET_MS),
    ]);
    expect(seenByLeader).toBeGreaterThan(5);
    expect(seenByMember).toBe(0);
    expect(heardByMember).toBeGreaterThan(75);
  });

  test("[M-C44] packets are counted for the right person, also when a media section is used again for another", async () => {
    const room = await rig().room();
    const listener = await join(room, "listener");
    const names = ["anna", "ben", "carl"];
    const bots = [];
    for (const name of names) bots.push(await rig().join(room, name, { autoSubscribe: false }));
    const sids = await sidsOf(rig().service, room);
    const countOf = (name: string) => audioPacketsFrom(listener.page, sids[name] ?? "");

    for (const [i, name] of names.entries()) {
      const bot = bots[i];
      await bot?.publishTone(TONE);
      await eventually(`${name} is heard`, async () => (await countOf(name)) > 10, 10_000);
      const others = names.filter((other) => other !== name);
      const [own, ...rest] = await Promise.all([name, ...others].map((who) => gained(() => countOf(who), 1_000)));
      expect(own).toBeGreaterThan(25);
      expect(rest).toEqual([0, 0]);
      await bot?.unpublish("microphone");
      await watchFor(GRACE_MS);
    }
    expect((await inbound(listener.page)).every(({ participantSid }) => participantSid.startsWith("PA_"))).toBe(true);
  });
});

describe("the signalling door, from a browser", () => {
  test("[M-C45] livekit-client asks for /rtc/v1 with the token in the query, and for nothing else", async () => {
    const recorder = await startRecorder(rig().sfu.url);
    const room = await rig().room();
    const person = await open();
    await person.connect(recorder.wsUrl, await rig().token(room, "person", ["microphone"]));
    expect(recorder.asked).toEqual([{ path: "/rtc/v1", token: "query" }]);
    recorder.stop();
  });

  test("[M-C46] refused with 403 it asks validate too, and gives up with a ConnectionError", async () => {
    const recorder = await startRecorder(rig().sfu.url, { refuse: true });
    const room = await rig().room();
    const person = await open();
    const token = await rig().token(room, "person", ["microphone"]);
    await expect(person.connect(recorder.wsUrl, token)).rejects.toThrow(/ConnectionError/);
    expect(recorder.asked.map(({ path }) => path)).toEqual(expect.arrayContaining(["/rtc/v1", "/rtc/v1/validate"]));
    const allowed = new Set(["/rtc", "/rtc/v1", "/rtc/validate", "/rtc/v1/validate"]);
    expect(recorder.asked.filter(({ path }) => !allowed.has(path))).toEqual([]);
    recorder.stop();
  });

  test("[M-C58] [M-14] all that livekit-client says is on the door's list, and what is not on it is found", async () => {
    const room = await rig().room();
    const other = await rig().crew.add({ name: "other" });
    const token = await rig().token(room, "other", ["camera"]);
    await other.connect({ url: rig().sfu.wsUrl, token, autoSubscribe: true });
    await other.publishPicture(PICTURE);
    const announced = new Announced();
    const [said, refused]: [Set<string>, string[]] = [new Set(), []];
    const forger = await startForger(rig().sfu.wsUrl, {
      came: (query) => void (readJoining(query, announced) === null && refused.push("join")),
      asked({ case: kind = "" }, bytes) {
        said.add(kind);
        if (judge(bytes, announced, { seenBy: null, presented: false }) === null) refused.push(kind);
      },
    });
    const person = await open();
    await person.connect(forger.url, await rig().token(room, "person", ["camera", "microphone"]));
    await eventually("it receives", async () => (await person.said()).includes("subscribed other camera"));
    await person.doEverything();
    await person.leave();
    await eventually("it has left", () => said.has("leave"));
    expect(refused).toEqual([]);
    const kinds = ["offer", "trickle", "addTrack", "mute", "subscription", "trackSetting"];
    for (const kind of [...kinds, "subscriptionPermission", "syncState", "leave"]) expect([...said]).toContain(kind);
    await person.connect(forger.url, await rig().token(room, "person", ["camera", "microphone"]));
    await person.page.evaluate(() => void window.room?.localParticipant.setMetadata("x").catch(() => undefined));
    await eventually("what is forbidden is noticed", () => refused.includes("updateMetadata"));
    forger.stop();
  });

  test("[M-C47] removeParticipant: the page is disconnected with reason 4 and does not come back by itself", async () => {
    const room = await rig().room();
    const recorder = await startRecorder(rig().sfu.url);
    const person = await open();
    await person.connect(recorder.wsUrl, await rig().token(room, "person", ["microphone"]));
    await rig().service.removeParticipant(room, "person");
    await eventually("it is told", async () => (await person.said()).includes("disconnected 4"));
    await watchFor(1_000);
    expect(recorder.asked).toHaveLength(1);
    recorder.stop();
  });
});
