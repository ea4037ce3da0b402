/**
 * What the SFU makes of what a track is said to be: it believes its sender, and writes down the truth beside it. And what
 * its record shows of an honest client, at every moment of publishing, changing and reconnecting.
 */
import { SimulcastCodec, TrackSource, TrackType } from "@livekit/protocol";
import type { TrackInfo } from "livekit-server-sdk";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { eventually } from "../support/eventually.ts";
import { type Liar, type Lie as Forgery, changed, startLiar } from "../support/liar.ts";
import { audioPacketsFrom, sidsOf } from "../support/packets.ts";
import { BrowserPerson, startPages } from "./page.ts";
import { useRig } from "./rig.ts";

const rig = useRig();
let browser: Browser;
let pages: Awaited<ReturnType<typeof startPages>>;
let liar: Liar;
beforeAll(async () => {
  [browser, pages, liar] = await Promise.all([launchChromium(), startPages(), startLiar(rig().sfu.wsUrl)]);
});
afterAll(async () => {
  await browser?.close();
  pages?.stop();
  liar?.stop();
});

const said = ({ type, source, mimeType, codecs }: TrackInfo) => ({
  type,
  source,
  mimes: [mimeType, ...codecs.map((codec) => codec.mimeType)].map((mime) => mime.toLowerCase()),
});

async function open(room: string, name: string, url = rig().sfu.wsUrl): Promise<BrowserPerson> {
  const person = await BrowserPerson.open(browser, pages.url);
  await person.connect(url, await rig().token(room, name, ["camera", "microphone"]));
  return person;
}

describe("sound declared a picture", () => {
  const asPicture = { type: TrackType.VIDEO, source: TrackSource.CAMERA };
  test.each([
    ["is forwarded, and its codec tells", (add) => [changed(add, asPicture)], ["audio/opus", "audio/opus"], true],
    [
      "with a picture's codec is not forwarded, and its codecs contradict each other",
      (add) => [changed(add, { ...asPicture, simulcastCodecs: [new SimulcastCodec({ codec: "vp8", cid: add.cid })] })],
      ["audio/opus", "video/vp8"],
      false,
    ],
  ] satisfies [string, Forgery, string[], boolean][])("[M-C60] %s", async (_name, forgery, mimes, comes) => {
    const room = await rig().room();
    const listener = await open(room, "listener");
    liar.lie(forgery);
    const mallory = await rig().crew.add({ name: "mallory" });
    const token = await rig().token(room, "mallory", ["camera"]);
    await mallory.connect({ url: liar.url, token, autoSubscribe: false });
    expect(await mallory.publishTone({ source: "camera", hz: 440 })).toMatchObject({ published: true });
    const sid = (await sidsOf(rig().service, room))["mallory"] ?? "";
    const tracks = await eventually("it is on record", async () => {
      const found = (await rig().participant(room, "mallory"))?.tracks.map(said) ?? [];
      return found.length > 0 && found;
    });
    expect(tracks).toEqual([{ ...asPicture, mimes }]);
    // The webhook says the same.
    await eventually("it is announced", () =>
      rig()
        .hooks.map(
          ({ body }) => JSON.parse(body) as { event: string; participant?: { sid: string }; track?: TrackInfo },
        )
        .some(
          ({ event, participant, track }) =>
            event === "track_published" &&
            participant?.sid === sid &&
            JSON.stringify(track === undefined ? [] : said(track).mimes) === JSON.stringify(mimes),
        ),
    );
    if (comes) await eventually("it is heard", async () => (await audioPacketsFrom(listener.page, sid)) > 10);
    // What the page of a listener knows: the sender's word, the record's, and its own.
    const known = await listener.page.evaluate(() =>
      [...(window.room?.remoteParticipants.get("mallory")?.trackPublications.values() ?? [])].map(
        ({ kind, mimeType, track }) => [kind, mimeType, track?.mediaStreamTrack.kind],
      ),
    );
    expect(known).toEqual([["video", "audio/opus", comes ? "audio" : undefined]]);
    await mallory.disconnect();
    await listener.close();
  });
});

test("[M-C61] an honest client's record is never empty, mixed or double, whatever is changed or reconnected", async () => {
  const room = await rig().room();
  const seen = new Set<string>();
  let looks = 0;
  let over = false;
  const looking = (async () => {
    while (!over) {
      looks += 1;
      const people = await rig().service.listParticipants(room);
      const tracks = people.flatMap((person) => person.tracks.map(said));
      for (const { type, source, mimes } of tracks)
        seen.add(
          `${TrackType[type]} ${TrackSource[source]} ${[...new Set(mimes.map((mime) => mime.split("/")[0]))].join()}`,
        );
      if (new Set(tracks.map(({ source }) => source)).size < tracks.length) seen.add("two of a kind");
    }
  })();
  const ilona = await open(room, "ilona");
  await ilona.openMicrophone();
  await ilona.openCamera();
  const again = await rig().token(room, "ilona", ["camera", "microphone"]);
  await ilona.page.evaluate(
    async ({ url, token }) => {
      const { Room, RoomEvent } = window.LivekitClient;
      const me = () => {
        if (window.room === undefined) throw new Error("not connected");
        return window.room.localParticipant;
      };
      const reopen = async (options: object) => {
        for (const { track } of me().trackPublications.values()) if (track) await me().unpublishTrack(track, true);
        await me().setMicrophoneEnabled(true);
        await me().setCameraEnabled(true, undefined, options);
      };
      for (let times = 0; times < 4; times++) await reopen({});
      await reopen({ videoCodec: "vp9", backupCodec: { codec: "vp8" } });
      const back = new Promise<void>((done) => window.room?.once(RoomEvent.Reconnected, done));
      await window.room?.simulateScenario("full-reconnect");
      await back;
      // The same person from another room object, while the first still goes.
      const before = window.room;
      window.room = new Room();
      void before?.disconnect();
      await window.room.connect(url, token);
      await reopen({});
      await me().setMicrophoneEnabled(false);
      await me().setMicrophoneEnabled(true);
    },
    { url: rig().sfu.wsUrl, token: again },
  );
  over = true;
  await looking;
  expect([...seen].toSorted()).toEqual(["AUDIO MICROPHONE audio", "VIDEO CAMERA video"]);
  expect(looks).toBeGreaterThan(50);
  await ilona.close();
});
