/**
 * How people come into the SFU and out of it, which doors its signalling has, and what its webhooks say.
 * Knows LiveKit only.
 */
import { TrackSource, TrackType, type WebhookEvent, WebhookReceiver } from "livekit-server-sdk";
import { describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { startRecorder } from "./recorder.ts";
import { useRig } from "./rig.ts";

const rig = useRig();
const TONE = { source: "microphone", hz: 440 } as const;

const PARTICIPANT_REMOVED = 4;
const DUPLICATE_IDENTITY = 2;
const ROOM_DELETED = 5;

describe("rooms and people", () => {
  test("[M-C20] createRoom may be called again: same room, nobody disturbed", async () => {
    const room = await rig().room();
    const person = await rig().join(room, "person");
    const [before] = await rig().service.listRooms([room]);
    const again = await rig().service.createRoom({ name: room });
    expect(again.sid).toBe(before?.sid);
    expect((await person.state()).connection).toBe("connected");
  });

  test("[M-C21] with auto_create off a token for a missing room opens nothing", async () => {
    const token = await rig().token("never-made", "person", ["microphone"]);
    await expect(rig().join("never-made", "person", { token })).rejects.toThrow(/not exist|404|signal/i);
    expect(await rig().service.listRooms(["never-made"])).toEqual([]);
  });

  test("[M-C22] removeParticipant ends the connection with reason 4, and the old token walks straight back in", async () => {
    const room = await rig().room();
    const token = await rig().token(room, "person", ["microphone"]);
    const person = await rig().join(room, "person", { token });
    await rig().service.removeParticipant(room, "person");
    await eventually("it is out", async () => (await person.state()).reason === PARTICIPANT_REMOVED);
    expect(await rig().participant(room, "person")).toBeUndefined();
    // That is why there is a door in front of the signalling.
    const back = await rig().join(room, "person", { token });
    expect(await back.publishTone(TONE)).toMatchObject({ published: true });
  });

  test("[M-C23] removing somebody who is not there is a 404", async () => {
    const room = await rig().room();
    await expect(rig().service.removeParticipant(room, "nobody")).rejects.toMatchObject({ status: 404 });
  });

  test("[M-C24] the same identity a second time evicts the first, with reason 2", async () => {
    const room = await rig().room();
    const first = await rig().join(room, "person");
    const second = await rig().join(room, "person");
    await eventually("the first is out", async () => (await first.state()).reason === DUPLICATE_IDENTITY);
    expect((await second.state()).connection).toBe("connected");
    expect((await rig().participant(room, "person"))?.sid).toBe((await second.state()).sid);
  });

  test("[M-C25] deleteRoom ends everybody's connection with reason 5; no token opens it again", async () => {
    const room = await rig().room();
    const people = [await rig().join(room, "anna"), await rig().join(room, "ben")];
    await rig().service.deleteRoom(room);
    for (const person of people)
      await eventually(`${person.name} is out`, async () => (await person.state()).reason === ROOM_DELETED);
    await expect(rig().join(room, "anna")).rejects.toThrow();
    await expect(rig().service.deleteRoom(room)).rejects.toMatchObject({ status: 404 });
  });
});

describe("asking about rooms that are not there", () => {
  test("[M-C29] a room nobody has joined yet lists nobody", async () => {
    const room = await rig().room();
    await expect(rig().service.listParticipants(room)).resolves.toEqual([]);
  });

  test("[M-C33] with reads over psrpc a missing room is 503 unavailable to listParticipants, after a wait; no 404", async () => {
    const asked = performance.now();
    await expect(rig().service.listParticipants("never-made")).rejects.toMatchObject({
      status: 503,
      code: "unavailable",
    });
    // Three seconds as measured.
    expect(performance.now() - asked).toBeGreaterThan(1_000);
    await expect(rig().service.listRooms(["never-made"])).resolves.toEqual([]);
  });
});

describe("the signalling door", () => {
  const statusOf = async (path: string, token: string, headers: Record<string, string> = {}) =>
    (await fetch(`${rig().sfu.url}${path}?access_token=${token}`, { headers })).status;

  test("[M-C26] the paths are /rtc, /rtc/v1 and a validate below each; they judge a token alike", async () => {
    const room = await rig().room();
    const good = await rig().token(room, "person", []);
    expect(await statusOf("/rtc/validate", good)).toBe(200);
    // Past the token; what v1 misses is the join request.
    expect(await statusOf("/rtc/v1/validate", good)).toBe(400);
    for (const path of ["/rtc", "/rtc/v1", "/rtc/validate", "/rtc/v1/validate"])
      expect(await statusOf(path, "no-token"), path).toBe(401);
  });

  test("[M-C27] with a token in both places the Authorization header counts, not the query", async () => {
    const room = await rig().room();
    const good = await rig().token(room, "person", []);
    const path = "/rtc/validate";
    expect(await statusOf(path, good, { authorization: "Bearer no-token" })).toBe(401);
    expect(await statusOf(path, "no-token", { authorization: `Bearer ${good}` })).toBe(200);
  });

  test("[M-C28] rtc-node asks for /rtc/v1 with the token in the Authorization header", async () => {
    const recorder = await startRecorder(rig().sfu.url);
    const room = await rig().room();
    const bot = await rig().crew.add({ name: "bot" });
    await bot.connect({
      url: recorder.wsUrl,
      token: await rig().token(room, "bot", ["microphone"]),
      autoSubscribe: false,
    });
    expect(recorder.asked).toEqual([{ path: "/rtc/v1", token: "header" }]);
    await bot.disconnect();
    recorder.stop();
  });
});

describe("webhooks", () => {
  const receiver = () => new WebhookReceiver(rig().sfu.apiKey, rig().sfu.apiSecret);
  /** Every webhook of this room so far, verified. */
  const eventsOf = async (room: string): Promise<WebhookEvent[]> => {
    const events = await Promise.all(
      rig().hooks.map(({ body, headers }) => receiver().receive(body, headers.authorization)),
    );
    return events.filter((event) => event.room?.name === room);
  };
  const untilEvent = (room: string, name: string) =>
    eventually(`${name} comes`, async () => (await eventsOf(room)).find((event) => event.event === name), 8_000);

  test("[M-C30] joined, track_published, track_unpublished and left name the person, its sid and the track", async () => {
    const room = await rig().room();
    const person = await rig().join(room, "person");
    const { sid } = await person.state();
    expect((await untilEvent(room, "participant_joined")).participant).toMatchObject({ identity: "person", sid });

    await person.publishTone(TONE);
    const published = await untilEvent(room, "track_published");
    expect(published.participant).toMatchObject({ identity: "person", sid });
    expect(published.track).toMatchObject({ type: TrackType.AUDIO, source: TrackSource.MICROPHONE });

    await person.unpublish("microphone");
    expect((await untilEvent(room, "track_unpublished")).track?.sid).toBe(published.track?.sid);

    await person.disconnect();
    expect((await untilEvent(room, "participant_left")).participant).toMatchObject({ identity: "person", sid });
  });

  test("[M-C31] sound labelled camera can be told by track_published: type AUDIO, source CAMERA", async () => {
    const room = await rig().room();
    const cheat = await rig().join(room, "cheat", { sources: ["camera"] });
    await cheat.publishTone({ source: "camera", hz: 440 });
    const { track } = await untilEvent(room, "track_published");
    expect(track).toMatchObject({ type: TrackType.AUDIO, source: TrackSource.CAMERA });
  });

  test("[M-C32] content type is application/webhook+json; Authorization is a bare JWT over the body", async () => {
    const room = await rig().room();
    await rig().join(room, "person");
    await untilEvent(room, "participant_joined");
    const hook = rig().hooks.find(({ body }) => body.includes(`"${room}"`) && body.includes("participant_joined"));
    if (hook === undefined) throw new Error("it has just been seen");
    expect(hook.headers["content-type"]).toBe("application/webhook+json");
    expect(hook.headers.authorization).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    await expect(receiver().receive(hook.body, hook.headers.authorization)).resolves.toBeDefined();
    await expect(receiver().receive(`${hook.body} `, hook.headers.authorization)).rejects.toThrow();
    await expect(receiver().receive(hook.body)).rejects.toThrow();
    const stranger = new WebhookReceiver(rig().sfu.apiKey, "another-secret-that-is-long-enough-123");
    await expect(stranger.receive(hook.body, hook.headers.authorization)).rejects.toThrow();
  });
});
