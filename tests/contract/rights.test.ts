/**
 * What the SFU does with rights: the facts that policy, reconciler and token minting are built on, measured at a
 * listener and not believed from an answer. Knows LiveKit only.
 */
import { decodeJwt } from "jose";
import { TrackSource, TrackType } from "livekit-server-sdk";
import { describe, expect, test } from "vitest";
import { eventually, watchFor } from "../support/eventually.ts";
import { BOTH, CAMERA_ONLY, GRACE_MS, QUIET_MS, heardWithin, rights, untilHeard, useRig } from "./rig.ts";

const rig = useRig();
const TONE = { source: "microphone", hz: 440 } as const;
const PICTURE = { width: 160, height: 90, fps: 5 };

function videoGrant(token: string | null): Record<string, unknown> {
  return decodeJwt(token ?? "")["video"] as Record<string, unknown>;
}

describe("taking the microphone away", () => {
  test("[M-C1] updateParticipant without MICROPHONE closes the published microphone; the camera goes on", async () => {
    const room = await rig().room();
    const presenter = await rig().join(room, "presenter");
    const listener = await rig().join(room, "listener");
    await presenter.publishTone(TONE);
    await presenter.publishPicture(PICTURE);
    await untilHeard(listener, "presenter");
    // The test of the test: the same measurement before.
    expect(await heardWithin(listener, "presenter", 1_000)).toBeGreaterThan(25);

    await rig().write(room, "presenter", CAMERA_ONLY);

    const left = (await rig().participant(room, "presenter"))?.tracks.map((track) => track.source);
    expect(left).toEqual([TrackSource.CAMERA]);
    await watchFor(GRACE_MS);
    expect(await heardWithin(listener, "presenter", QUIET_MS)).toBe(0);
    const seen = (await listener.publications()).map(({ source, subscribed }) => ({ source, subscribed }));
    expect(seen).toEqual([{ source: "camera", subscribed: true }]);
  });

  test("[M-C2] a track of a source that is not allowed is refused, and nobody is told of it", async () => {
    const room = await rig().room();
    const silenced = await rig().join(room, "silenced", { sources: ["camera"] });
    const listener = await rig().join(room, "listener");
    expect(await silenced.publishTone(TONE)).toEqual({ published: false, reason: "no answer" });
    expect(await listener.publications()).toEqual([]);
    expect((await rig().participant(room, "silenced"))?.tracks).toEqual([]);
  });

  test("[M-C3] given back, the microphone can be published again, under a new track sid", async () => {
    const room = await rig().room();
    const presenter = await rig().join(room, "presenter");
    const listener = await rig().join(room, "listener");
    const first = await presenter.publishTone(TONE);
    await untilHeard(listener, "presenter");
    await rig().write(room, "presenter", CAMERA_ONLY);
    await eventually("the listener loses it", async () => (await listener.publications()).length === 0);
    await rig().write(room, "presenter", BOTH);
    const second = await presenter.publishTone(TONE);
    expect(second).toMatchObject({ published: true });
    expect(second).not.toEqual(first);
    await untilHeard(listener, "presenter");
  });
});

describe("how a permission is written", () => {
  test("[M-C4] it is replaced as a whole: a boolean that is left out becomes false", async () => {
    const room = await rig().room();
    const speaker = await rig().join(room, "speaker");
    const listener = await rig().join(room, "listener");
    await speaker.publishTone(TONE);
    await untilHeard(listener, "speaker");

    await rig().write(room, "listener", { canPublish: true, canPublishSources: [TrackSource.CAMERA] });

    expect((await rig().participant(room, "listener"))?.permission).toMatchObject({ canSubscribe: false });
    await watchFor(GRACE_MS);
    expect(await heardWithin(listener, "speaker", 1_000)).toBe(0);
  });

  test("[M-C5] an empty list of sources with canPublish means all of them", async () => {
    const room = await rig().room();
    const person = await rig().join(room, "person", { sources: ["camera"] });
    await rig().write(room, "person", { ...BOTH, canPublishSources: [] });
    expect(await person.publishTone(TONE)).toMatchObject({ published: true });
    expect(await person.publishTone({ source: "screenShareAudio", hz: 440 })).toMatchObject({ published: true });
  });

  test("[M-C6] canPublish false wins over any list of sources", async () => {
    const room = await rig().room();
    const person = await rig().join(room, "person");
    await person.publishTone(TONE);
    await rig().write(room, "person", { ...BOTH, canPublish: false });
    expect((await rig().participant(room, "person"))?.tracks).toEqual([]);
    expect(await person.publishTone({ source: "camera", hz: 440 })).toMatchObject({ published: false });
  });

  test("[M-C7] the same values again change nothing; the same sources in another order do", async () => {
    const room = await rig().room();
    const person = await rig().join(room, "person", { sources: [] });
    const refreshed = async () => (await person.state()).tokensRefreshed;
    const first = await rig().write(room, "person", BOTH);
    await eventually(
      "the change brings a token",
      async () =>
        ((videoGrant((await person.state()).token)["canPublishSources"] as unknown[] | undefined)?.length ?? 0) === 2,
    );
    const before = await refreshed();

    const again = await rig().write(room, "person", BOTH);
    expect(again.version).toBe(first.version);
    // An order afterwards that does change something: had the repetition sent a token too, it would be two more.
    const turned = await rig().write(room, "person", rights(["microphone", "camera"]));
    expect(turned.version).toBeGreaterThan(first.version);
    expect(turned.permission?.canPublishSources).toEqual([TrackSource.MICROPHONE, TrackSource.CAMERA]);
    await eventually("the other order brings one", async () => (await refreshed()) > before);
    expect(await refreshed()).toBe(before + 1);
  });

  test("[M-C8] canPublish false without any source is held as such, and listed", async () => {
    const room = await rig().room();
    await rig().join(room, "person");
    await rig().write(room, "person", rights([]));
    expect((await rig().participant(room, "person"))?.permission).toMatchObject({
      canPublish: false,
      canPublishSources: [],
      canSubscribe: true,
      canPublishData: false,
    });
  });

  test("[M-C9] listParticipants shows each person's rights and tracks", async () => {
    const room = await rig().room();
    const person = await rig().join(room, "person");
    await person.publishTone(TONE);
    await person.publishPicture(PICTURE);
    // A track is listed once its first packets have come.
    const listed = await eventually("both are listed", async () => {
      const now = await rig().participant(room, "person");
      return now?.tracks.length === 2 && now;
    });
    expect(listed.permission).toMatchObject({
      canPublish: true,
      canSubscribe: true,
      canPublishSources: [TrackSource.CAMERA, TrackSource.MICROPHONE],
    });
    expect(listed.tracks.map(({ type, source, muted }) => ({ type, source, muted }))).toEqual(
      expect.arrayContaining([
        { type: TrackType.AUDIO, source: TrackSource.MICROPHONE, muted: false },
        { type: TrackType.VIDEO, source: TrackSource.CAMERA, muted: false },
      ]),
    );
  });

  test("[M-C10] writing for a person who is not there is a 404 not_found", async () => {
    const room = await rig().room();
    await expect(rig().write(room, "nobody", BOTH)).rejects.toMatchObject({ status: 404, code: "not_found" });
    await expect(rig().write("no-such-room", "nobody", BOTH)).rejects.toMatchObject({ status: 404 });
  });
});

describe("tokens the SFU makes", () => {
  test("[M-C11] a change of rights sends the person a new token: the new grants, valid from now", async () => {
    const room = await rig().room();
    const person = await rig().join(room, "person");
    const grant = async () => videoGrant((await person.state()).token);
    expect((await grant())["canPublishSources"]).toEqual(["camera", "microphone"]);

    const changedAt = Math.floor(Date.now() / 1_000);
    await rig().write(room, "person", CAMERA_ONLY);
    await eventually(
      "the token says camera",
      async () => ((await grant())["canPublishSources"] as string[]).length === 1,
    );

    expect(await grant()).toMatchObject({
      roomJoin: true,
      room,
      canPublish: true,
      canPublishSources: ["camera"],
      canPublishData: false,
    });
    const claims = decodeJwt((await person.state()).token ?? "");
    expect(claims.sub).toBe("person");
    expect(claims.nbf).toBeGreaterThanOrEqual(changedAt);
    expect(claims.nbf).toBeLessThanOrEqual(changedAt + 3);
    expect((claims.exp ?? 0) - (claims.nbf ?? 0)).toBeGreaterThanOrEqual(590);
  });

  test("[M-C12] the token of a person with no source says canPublish false outright", async () => {
    const room = await rig().room();
    const person = await rig().join(room, "person");
    await rig().write(room, "person", rights([]));
    const grant = await eventually("the token says so", async () => {
      const video = videoGrant((await person.state()).token);
      return video["canPublish"] === false && video;
    });
    expect(grant["canPublishSources"] ?? []).toEqual([]);
    expect(grant["canPublishData"]).toBe(false);
  });

  test("[M-C13] a hoarded token gives the old rights back, until they are written again", async () => {
    const room = await rig().room();
    const listener = await rig().join(room, "listener");
    const hoarded = await rig().token(room, "presenter", ["camera", "microphone"]);
    await rig().join(room, "presenter", { token: hoarded });
    await rig().write(room, "presenter", CAMERA_ONLY);

    const again = await rig().join(room, "presenter", { token: hoarded });
    expect(await again.publishTone(TONE)).toMatchObject({ published: true });
    await untilHeard(listener, "presenter");
    const { sid } = await again.state();
    // The reconciler's cue.
    await eventually("participant_joined comes for the new sid", () =>
      rig().hooks.some(({ body }) => body.includes('"participant_joined"') && body.includes(`"${sid}"`)),
    );

    await rig().write(room, "presenter", CAMERA_ONLY);
    await watchFor(GRACE_MS);
    expect(await heardWithin(listener, "presenter", QUIET_MS)).toBe(0);
  });

  test("[M-C14] a client that reconnects with its refreshed token stays silenced", async () => {
    const room = await rig().room();
    const person = await rig().join(room, "person");
    await rig().write(room, "person", CAMERA_ONLY);
    await eventually(
      "the refreshed token arrives",
      async () => (videoGrant((await person.state()).token)["canPublishSources"] as string[]).length === 1,
    );
    const { sid } = await person.state();
    await person.fullReconnect();
    const back = await eventually(
      "it is back under a new sid",
      async () => {
        const now = await rig().participant(room, "person");
        return now !== undefined && now.sid !== sid && now;
      },
      15_000,
    );
    expect(back.permission?.canPublishSources).toEqual([TrackSource.CAMERA]);
  });
});

describe("what the SFU does not check, and what it does", () => {
  test("[M-C15] sound labelled camera is forwarded to whoever subscribes to all, and not to who subscribes by policy", async () => {
    const room = await rig().room();
    const cheat = await rig().join(room, "cheat", { sources: ["camera"] });
    const honest = await rig().join(room, "honest");
    const hearsAll = await rig().join(room, "hears-all");
    const byPolicy = await rig().join(room, "by-policy", { autoSubscribe: false });
    await byPolicy.subscribeOnly({ sound: ["cheat", "honest"], picture: ["cheat", "honest"] });

    expect(await cheat.publishTone({ source: "camera", hz: 440 })).toMatchObject({ published: true });
    await honest.publishTone(TONE);
    await untilHeard(hearsAll, "cheat");
    await untilHeard(byPolicy, "honest");

    const [forwarded, atPolicy] = await Promise.all([
      heardWithin(hearsAll, "cheat", 2_000),
      heardWithin(byPolicy, "cheat", 2_000),
    ]);
    expect(forwarded).toBeGreaterThan(50);
    expect(atPolicy).toBe(0);
    expect(await byPolicy.heardFrom("cheat")).toBe(0);
    const mislabelled = (await rig().participant(room, "cheat"))?.tracks.map(({ type, source }) => ({ type, source }));
    expect(mislabelled).toEqual([{ type: TrackType.AUDIO, source: TrackSource.CAMERA }]);
  });

  test("[M-C16] canPublishData false stops data at the SFU", async () => {
    const room = await rig().room();
    const allowed = await rig().join(room, "allowed", { grant: { canPublishData: true } });
    const forbidden = await rig().join(room, "forbidden");
    const listener = await rig().join(room, "listener");
    await forbidden.sendData("smuggled").catch(() => undefined);
    // Sent later and arrived: what was sent before has had its time.
    await eventually("allowed data arrive", async () => {
      await allowed.sendData("allowed");
      return (await listener.state()).dataReceived.includes("allowed");
    });
    expect((await listener.state()).dataReceived).not.toContain("smuggled");
  });

  test("[M-C17] unsubscribing one publication silences it at this listener alone", async () => {
    const room = await rig().room();
    const speaker = await rig().join(room, "speaker");
    const choosing = await rig().join(room, "choosing", { autoSubscribe: false });
    const other = await rig().join(room, "other");
    await speaker.publishTone(TONE);
    await untilHeard(other, "speaker");
    expect(await choosing.heardFrom("speaker")).toBe(0);
    await choosing.subscribeOnly(["speaker"]);
    await untilHeard(choosing, "speaker");
    await choosing.subscribeOnly([]);
    await watchFor(GRACE_MS);
    const [here, there] = await Promise.all([
      heardWithin(choosing, "speaker", 1_000),
      heardWithin(other, "speaker", 1_000),
    ]);
    expect(here).toBe(0);
    expect(there).toBeGreaterThan(25);
  });
});
