/** What the app relies on of a media server, asked of the real one and of the fake alike, so that the fake cannot drift. */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PersonId, SessionId } from "@balint/shared/session/model";
import { joinToken, livekitSfu } from "../../server/src/media/livekit.ts";
import type { Connected, Rights, Sfu as SfuPort, Track } from "../../server/src/media/sfu.ts";
import { type Bot, type Crew, startBots } from "../support/bots.ts";
import { eventually } from "../support/eventually.ts";
import { FakeSfu } from "../support/fake-sfu.ts";
import { type Sfu, startSfu } from "../support/sfu.ts";

const BOTH: Rights = { microphone: true, camera: true };
const CAMERA: Rights = { microphone: false, camera: true };
const NONE: Rights = { microphone: false, camera: false };
const MICROPHONE_TRACK: Track = { kind: "audio", source: "microphone" };
const MISLABELLED: Track = { kind: "audio", source: "camera" };

let real: Sfu;
let crew: Crew;
beforeAll(async () => {
  [real, crew] = await Promise.all([startSfu(), startBots()]);
});
afterAll(async () => {
  await crew.stop();
  await real.stop();
});

type Rig = {
  readonly sfu: SfuPort;
  /** Somebody connects with a token of these rights, and publishes. */
  readonly join: (room: SessionId, person: PersonId, rights: Rights, tracks?: readonly Track[]) => Promise<void>;
};

const RIGS: Record<string, () => Rig> = {
  "the real one": () => {
    const sfu = livekitSfu(real);
    return {
      sfu,
      async join(room, person, rights, tracks = []) {
        const bot: Bot = await crew.add({ name: person });
        await bot.connect({
          url: real.wsUrl,
          token: await joinToken(real, room, person, rights),
          autoSubscribe: false,
        });
        for (const { source } of tracks)
          expect(
            await bot.publishTone({ source: source === "camera" ? "camera" : "microphone", hz: 440 }),
          ).toMatchObject({ published: true });
      },
    };
  },
  "the fake": () => {
    const sfu = new FakeSfu();
    return { sfu, join: (...how) => Promise.resolve(sfu.join(...how)) };
  },
};

let rooms = 0;

describe.each(Object.keys(RIGS))("%s", (name) => {
  let rig: Rig;
  let room: SessionId;
  const tom = PersonId.parse("tom00000");
  beforeEach(async () => {
    rig = RIGS[name]?.() ?? { sfu: new FakeSfu(), join: () => Promise.resolve() };
    room = SessionId.parse(`${(rooms += 1)}`.padStart(16, "a"));
  });
  const person = async (): Promise<Connected | undefined> =>
    (await rig.sfu.connected(room)).find(({ identity }) => identity === tom);
  type Expected = { readonly rights?: Rights; readonly tracks?: readonly Track[] };
  const becomes = (what: string, expected: Expected | undefined) =>
    eventually(what, async () => {
      const now = await person();
      if (now === undefined || expected === undefined) return now === expected;
      const tracks = now.tracks.map(({ kind, source }) => ({ kind, source }));
      return JSON.stringify({ ...now, tracks, ...expected }) === JSON.stringify({ ...now, tracks });
    });

  test("[M-9] [M-C50] a room has one name while it is there and none before, and nobody is connected in an empty one", async () => {
    expect(await rig.sfu.hall(room)).toBeNull();
    const hall = await rig.sfu.openRoom(room);
    expect(await rig.sfu.openRoom(room)).toBe(hall);
    expect(await rig.sfu.hall(room)).toBe(hall);
    expect(await rig.sfu.connected(room)).toEqual([]);
  });

  test("[M-C51] nothing can be done to somebody who is not connected, and that is no failure", async () => {
    await rig.sfu.openRoom(room);
    expect(await rig.sfu.grant(room, tom, CAMERA)).toBe("absent");
    expect(await rig.sfu.remove(room, tom)).toBe("absent");
  });

  test("[M-3] [M-C52] a token's rights are whole, and so is every record after it, down to nothing at all", async () => {
    await rig.sfu.openRoom(room);
    await rig.join(room, tom, BOTH);
    await becomes("connected with both", { rights: BOTH });
    for (const rights of [CAMERA, NONE, BOTH, { microphone: true, camera: false }, NONE]) {
      expect(await rig.sfu.grant(room, tom, rights)).toBe("done");
      expect(await rig.sfu.grant(room, tom, rights)).toBe("done");
      expect(await person()).toMatchObject({ rights });
    }
  });

  test("[M-C53] taking the microphone closes its track", async () => {
    await rig.sfu.openRoom(room);
    await rig.join(room, tom, BOTH, [MICROPHONE_TRACK]);
    await becomes("the microphone is open", { tracks: [MICROPHONE_TRACK] });
    await rig.sfu.grant(room, tom, CAMERA);
    await becomes("it is closed", { rights: CAMERA, tracks: [] });
  });

  test("[M-C54] sound labelled as a camera's is listed as such, and the right to a camera covers it", async () => {
    await rig.sfu.openRoom(room);
    await rig.join(room, tom, CAMERA, [MISLABELLED]);
    await becomes("it is listed", { tracks: [MISLABELLED] });
    await rig.sfu.grant(room, tom, CAMERA);
    expect(await person()).toMatchObject({ tracks: [{ ...MISLABELLED, sid: expect.stringMatching(/^TR_/) }] });
  });

  test("[M-13] [M-C56] a connection has one name while it is there, and another one when its person comes anew", async () => {
    await rig.sfu.openRoom(room);
    await rig.join(room, tom, BOTH);
    await becomes("connected", { rights: BOTH });
    const first = (await person())?.connection;
    await rig.sfu.grant(room, tom, CAMERA);
    expect(await person()).toMatchObject({ connection: first, rights: CAMERA });
    await rig.join(room, tom, BOTH);
    await eventually("it is another connection", async () => ((await person())?.connection ?? first) !== first);
  });

  test("[M-13] [M-C57] what was granted, removed or closed is seen so by the next look", async () => {
    await rig.sfu.openRoom(room);
    await rig.join(room, tom, BOTH, [MICROPHONE_TRACK]);
    await becomes("the microphone is open", { tracks: [MICROPHONE_TRACK] });
    expect(await rig.sfu.grant(room, tom, CAMERA)).toBe("done");
    expect(await person()).toMatchObject({ rights: CAMERA, tracks: [] });
    expect(await rig.sfu.remove(room, tom)).toBe("done");
    expect(await person()).toBeUndefined();
    await rig.sfu.closeRoom(room);
    expect(await rig.sfu.hall(room)).toBeNull();
  });

  test("[M-C55] removing disconnects; closing the room disconnects everybody, and can be repeated", async () => {
    await rig.sfu.openRoom(room);
    await rig.join(room, tom, BOTH);
    await becomes("connected", { rights: BOTH });
    expect(await rig.sfu.remove(room, tom)).toBe("done");
    await becomes("gone", undefined);
    await rig.sfu.closeRoom(room);
    await rig.sfu.closeRoom(room);
    expect(await rig.sfu.hall(room)).toBeNull();
  });
});

test("[D-5] a join token is short, names its rights, and gives nothing beyond them", async () => {
  const room = SessionId.parse("0123456789abcdef");
  const claims = decodeJwt(await joinToken(real, room, PersonId.parse("tom00000"), NONE));
  expect((claims.exp ?? 0) - (claims.nbf ?? 0)).toBe(90);
  expect(Object.keys(claims).toSorted()).toEqual(["exp", "iss", "nbf", "sub", "video"]);
  expect(claims["video"]).toEqual({
    room,
    roomJoin: true,
    canSubscribe: true,
    canPublish: false,
    canPublishSources: [],
    canPublishData: false,
    canUpdateOwnMetadata: false,
  });
});
