import { aSnapshot } from "@balint/shared/session/fixtures";
import { PersonId } from "@balint/shared/session/model";
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import { DisconnectReason, RoomEvent, Track } from "livekit-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchAwake } from "./awake.ts";
import type { MediaState } from "./media-state.ts";
import { createMedia } from "./media.ts";

const sdk = vi.hoisted(() => ({
  /** What the browser was asked to open, in order. */
  captured: [] as string[],
  rooms: [] as {
    emit(event: string, ...what: unknown[]): void;
    tracks: Map<string, unknown>;
    way: boolean;
    ice: string;
  }[],
  muteFails: false,
  /** The name of the media room that a connection leads to. */
  hall: "RM_1",
}));

vi.mock("livekit-client", async (original) => {
  function track(kind: string) {
    sdk.captured.push(kind);
    const mediaStreamTrack = Object.assign(new EventTarget(), { enabled: true, readyState: "live", muted: false });
    return {
      kind,
      isMuted: false,
      mediaStreamTrack,
      stop: () => void (mediaStreamTrack.readyState = "ended"),
      async mute() {
        if (sdk.muteFails) throw new Error("no");
        this.isMuted = true;
      },
      on: () => undefined,
      removeAllListeners: () => undefined,
      async unmute() {
        this.isMuted = false;
      },
    };
  }

  class Room {
    hear = new Map<string, (...what: unknown[]) => void>();
    remoteParticipants = new Map();
    way = true;
    ice = "connected";
    arrived = 0;
    engine = {
      pcManager: {
        publisher: {
          getICEConnectionState: () => this.ice,
          getStats: async () => {
            if (this.way) this.arrived += 1;
            return new Map([["T", { type: "transport", bytesReceived: this.arrived }]]);
          },
        },
      },
    };
    canPlaybackAudio = true;
    activeSpeakers: { identity: string }[] = [];
    tracks = new Map<string, unknown>();
    localParticipant = {
      getTrackPublication: (source: string) =>
        this.tracks.has(source) ? { track: this.tracks.get(source) } : undefined,
      publishTrack: async (one: unknown, { source }: { source: string }) => void this.tracks.set(source, one),
      unpublishTrack: async (one: unknown) => {
        for (const [source, other] of this.tracks) if (other === one) this.tracks.delete(source);
      },
      setTrackSubscriptionPermissions: () => undefined,
    };
    constructor() {
      sdk.rooms.push(this);
    }
    on(event: string, hear: () => void) {
      this.hear.set(event, hear);
      return this;
    }
    emit(event: string, ...what: unknown[]) {
      this.hear.get(event)?.(...what);
    }
    connect = async () => undefined;
    disconnect = async () => undefined;
    startAudio = async () => undefined;
    getSid = async () => sdk.hall;
  }

  return {
    ...(await original<object>()),
    Room,
    createLocalAudioTrack: async () => track("microphone"),
    createLocalVideoTrack: async () => track("camera"),
  };
});

const snapshot = (you: Partial<RoomSnapshot["you"]> = {}, phase: RoomSnapshot["phase"] = "clarification") =>
  aSnapshot({ phase }, you);

/** Lets everything happen that waits for nothing but its turn. */
const settle = () => vi.advanceTimersByTimeAsync(0);
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1_000);

/** A media server that lets in while `there`. */
function someone() {
  const server = { there: true };
  const state: Partial<MediaState> = {};
  const awake = watchAwake((since) => media.slept(since));
  const media = createMedia({
    look: awake.look,
    changed: (change) => Object.assign(state, change),
    odd: () => undefined,
    fetchToken: async () => (server.there ? { token: "t", path: "/sfu" } : null),
  });
  return { media, state, server };
}

async function speaking() {
  const person = someone();
  person.media.apply(snapshot());
  await settle();
  person.media.openMicrophone();
  person.media.openCamera();
  await settle();
  expect(person.state).toMatchObject({ link: "connected", microphone: "open", camera: "on" });
  return person;
}

const lastRoom = () => {
  const room = sdk.rooms.at(-1);
  if (room === undefined) throw new Error("no room");
  return room;
};

/** As much of a window as is listened to. */
const aPage = () => Object.assign(new EventTarget(), { hidden: false });
let page = aPage();

beforeEach(() => {
  vi.useFakeTimers();
  page = aPage();
  vi.stubGlobal("document", page);
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
  vi.stubGlobal("location", { protocol: "http:", host: "here" });
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  sdk.captured.length = 0;
  sdk.muteFails = false;
  sdk.hall = "RM_1";
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("[R-9] opened before the line is there", () => {
  async function opening() {
    const person = someone();
    person.server.there = false;
    person.media.apply(snapshot());
    person.media.openMicrophone();
    await settle();
    expect(person.state.microphone).toBe("opening");
    return person;
  }

  async function arrived({ server, state }: ReturnType<typeof someone>) {
    server.there = true;
    await seconds(10);
    expect(state.link).toBe("connected");
  }

  it("opens when it comes", async () => {
    const person = await opening();
    await arrived(person);
    expect(person.state.microphone).toBe("open");
  });

  it("stays closed when closed, cut or taken meanwhile", async () => {
    for (const change of [
      ({ media }) => media.closeMicrophone(),
      ({ media }) => media.someoneCameIn(),
      ({ media }) => {
        media.apply(snapshot({ microphone: false, reason: "held" }));
        media.apply(snapshot());
      },
      ({ media }) => {
        media.leave();
        media.apply(snapshot());
      },
    ] satisfies ((person: ReturnType<typeof someone>) => void)[]) {
      const person = await opening();
      change(person);
      await arrived(person);
      expect(person.state.microphone).toBe("closed");
    }
    expect(sdk.captured).toEqual([]);
  });
});

/** The two ways in which the line to the media server falls and comes back. */
const outages = {
  "the SDK reconnects": {
    fall: () => lastRoom().emit(RoomEvent.Reconnecting),
    rise: async () => lastRoom().emit(RoomEvent.Reconnected),
  },
  "the room is entered anew": {
    fall() {
      lastRoom().tracks.clear();
      lastRoom().emit(RoomEvent.Disconnected, DisconnectReason.UNKNOWN_REASON);
    },
    // One round of the retries.
    rise: () => seconds(8),
  },
};

describe.each(Object.entries(outages))("[R-9] after an outage, %s:", (_name, { fall, rise }) => {
  async function down(person: Awaited<ReturnType<typeof speaking>>) {
    person.server.there = false;
    fall();
    await settle();
    expect(person.state.microphone).toBe("opening");
  }
  async function back(person: Awaited<ReturnType<typeof speaking>>) {
    person.server.there = true;
    await rise();
    await settle();
    expect(person.state.link).toBe("connected");
  }

  it("a short one in the same phase brings both devices back", async () => {
    const person = await speaking();
    await down(person);
    await seconds(5);
    await back(person);
    expect(person.state).toMatchObject({ microphone: "open", camera: "on" });
  });

  it("20 seconds later the microphone waits for a click, the camera does not", async () => {
    const person = await speaking();
    await down(person);
    await seconds(21);
    await back(person);
    expect(person.state).toMatchObject({ microphone: "closed", camera: "on" });
    person.media.openMicrophone();
    await settle();
    expect(person.state.microphone).toBe("open");
  });

  it("20 seconds count from the first sign of it, and the bar does not promise longer", async () => {
    const person = await speaking();
    lastRoom().emit(RoomEvent.SignalReconnecting);
    await seconds(15);
    expect(person.state.microphone).toBe("open");
    await down(person);
    await seconds(5);
    expect(person.state.microphone).toBe("closed");
    await back(person);
    expect(person.state.microphone).toBe("closed");
  });

  it("2 minutes later the camera waits for a click too", async () => {
    const person = await speaking();
    await down(person);
    await seconds(121);
    await back(person);
    expect(person.state).toMatchObject({ microphone: "closed", camera: "off" });
  });

  it("in another phase the microphone waits for a click", async () => {
    const person = await speaking();
    await down(person);
    person.media.apply(snapshot({}, "discussion"));
    expect(person.state.microphone).toBe("closed");
    person.media.apply(snapshot());
    await back(person);
    expect(person.state).toMatchObject({ microphone: "closed", camera: "on" });
  });

  it("a right taken and given back meanwhile is not taken up", async () => {
    const person = await speaking();
    await down(person);
    person.media.apply(snapshot({ microphone: false, reason: "held" }));
    person.media.apply(snapshot());
    await back(person);
    expect(person.state.microphone).toBe("closed");
  });

  it("with the live wire down too, the next snapshot decides", async () => {
    for (const [next, then] of [
      [snapshot(), "open"],
      [snapshot({ microphone: false, reason: "held" }), "closed"],
      [snapshot({}, "return"), "closed"],
    ] as const) {
      const person = await speaking();
      person.media.unsure();
      await down(person);
      await back(person);
      expect(person.state.microphone).toBe("opening");
      person.media.apply(next);
      await settle();
      expect(person.state.microphone).toBe(then);
    }
  });

  it("a click while the line is down counts from then on", async () => {
    const person = await speaking();
    await down(person);
    await seconds(60);
    person.media.openMicrophone();
    await back(person);
    expect(person.state.microphone).toBe("open");
  });
});

describe("[R-9] an open microphone", () => {
  it("stays open while only the signalling comes and goes", async () => {
    const { state } = await speaking();
    lastRoom().emit(RoomEvent.SignalReconnecting);
    await seconds(30);
    lastRoom().emit(RoomEvent.Reconnected);
    await settle();
    expect(state.microphone).toBe("open");
    expect(sdk.captured).toEqual(["microphone", "camera"]);
  });

  it("that the media server took off the line does not come back with the line", async () => {
    const { media, state } = await speaking();
    const room = lastRoom();
    room.tracks.delete(Track.Source.Microphone);
    room.emit(RoomEvent.LocalTrackUnpublished);
    await settle();
    expect(state.microphone).toBe("closed");
    room.emit(RoomEvent.Reconnecting);
    room.emit(RoomEvent.Reconnected);
    await settle();
    expect(state.microphone).toBe("closed");
    expect(state.camera).toBe("on");
    media.leave();
  });

  it("can still be closed by a leader after a closing that went wrong", async () => {
    const { media, state } = await speaking();
    sdk.muteFails = true;
    media.closeMicrophone();
    await settle();
    sdk.muteFails = false;
    media.openMicrophone();
    await settle();
    expect(state.microphone).toBe("open");
    const room = lastRoom() as unknown as { localParticipant: { getTrackPublication(of: string): object } };
    const publication = room.localParticipant.getTrackPublication(Track.Source.Microphone);
    room.localParticipant.getTrackPublication = () => publication;
    lastRoom().emit(RoomEvent.TrackMuted, publication);
    await settle();
    expect(state.microphone).toBe("closed");
  });
});

const deviceOf = (track: unknown) =>
  (track as { mediaStreamTrack: EventTarget & { enabled: boolean; readyState: string; muted: boolean } })
    .mediaStreamTrack;

/** Of what happens first when a page wakes, any may come first. */
const awakenings = {
  "its own beat": () => seconds(1),
  "the SDK that asks again": async () => lastRoom().emit(RoomEvent.SignalReconnecting),
  "the SDK that begins anew": async () => lastRoom().emit(RoomEvent.Reconnecting),
  "the end of the line": async () => lastRoom().emit(RoomEvent.Disconnected, DisconnectReason.UNKNOWN_REASON),
  "the person who takes it up": async () => void page.dispatchEvent(new Event("visibilitychange")),
  "the newest snapshot": async ({ media }: ReturnType<typeof someone>) => media.apply(snapshot()),
};

/** A sleep in which only the clock on the wall goes on. */
const sleep = (count: number) => vi.setSystemTime(Date.now() + count * 1_000);

describe.each(Object.entries(awakenings))("[R-9] after a sleep, woken to %s:", (_name, wake) => {
  it("of 45 seconds the microphone is closed before anything else happens, and that is said", async () => {
    const person = await speaking();
    const voice = lastRoom().tracks.get(Track.Source.Microphone) as { isMuted: boolean; mediaStreamTrack: object };
    sleep(45);
    await wake(person);
    expect(voice.mediaStreamTrack).toMatchObject({ enabled: false });
    expect(voice.isMuted).toBe(true);
    expect(person.state).toMatchObject({ microphone: "closed", trouble: "microphoneAway" });
    lastRoom().emit(RoomEvent.Reconnected);
    await seconds(30);
    expect(person.state).toMatchObject({ microphone: "closed", camera: "on", trouble: "microphoneAway" });
  });

  it("of 150 seconds both are closed", async () => {
    const person = await speaking();
    sleep(150);
    await wake(person);
    lastRoom().emit(RoomEvent.Reconnected);
    await seconds(30);
    expect(person.state).toMatchObject({ microphone: "closed", camera: "off", trouble: "microphoneAway" });
  });

  it("of 12 seconds both go on", async () => {
    const person = await speaking();
    sleep(12);
    await wake(person);
    lastRoom().emit(RoomEvent.Reconnected);
    await seconds(6);
    expect(person.state).toMatchObject({ microphone: "open", camera: "on", trouble: null });
  });
});

it.each([12, 45])(
  "[R-9] [D-12] a device that a sleep of %i s has ended is said to be closed, not gone",
  async (asleep) => {
    const { state } = await speaking();
    sleep(asleep);
    deviceOf(lastRoom().tracks.get(Track.Source.Microphone)).dispatchEvent(new Event("ended"));
    lastRoom().emit(RoomEvent.Reconnected);
    await seconds(6);
    expect(state).toMatchObject({ microphone: "closed", camera: "on", trouble: "microphoneAway" });
  },
);

describe("[R-9] how long an outage was", () => {
  it("is counted from the last moment that was well, not from when it was noticed", async () => {
    const person = await speaking();
    person.server.there = false;
    person.media.unsure();
    sleep(12);
    lastRoom().way = false;
    await seconds(10);
    lastRoom().emit(RoomEvent.Reconnecting);
    expect(person.state.microphone).toBe("closed");
    lastRoom().emit(RoomEvent.Reconnected);
    person.media.apply(snapshot());
    await settle();
    expect(person.state).toMatchObject({ microphone: "closed", camera: "on" });
  });

  it("without a sleep too", async () => {
    const { media, state } = await speaking();
    media.unsure();
    lastRoom().way = false;
    await seconds(18);
    lastRoom().emit(RoomEvent.Reconnecting);
    await seconds(3);
    expect(state.microphone).toBe("closed");
  });

  it("begins anew with the first thing that arrives after a short sleep", async () => {
    const person = await speaking();
    sleep(12);
    await seconds(30);
    lastRoom().emit(RoomEvent.Reconnecting);
    lastRoom().emit(RoomEvent.Reconnected);
    await settle();
    expect(person.state.microphone).toBe("open");
  });

  it("is not made shorter by a clock that is set back", async () => {
    const person = await speaking();
    lastRoom().emit(RoomEvent.Reconnecting);
    sleep(-3_600);
    await seconds(21);
    lastRoom().emit(RoomEvent.Reconnected);
    await settle();
    expect(person.state).toMatchObject({ microphone: "closed", camera: "on" });
  });

  it("does not matter where another phase has come in a short sleep", async () => {
    const person = await speaking();
    sleep(12);
    person.media.apply(snapshot({}, "return"));
    await seconds(6);
    expect(person.state).toMatchObject({ microphone: "closed", camera: "on" });
  });

  it("does not matter to a wish that waited for the first line: slept through, it is no click any more", async () => {
    const person = someone();
    person.server.there = false;
    person.media.apply(snapshot());
    person.media.openMicrophone();
    await settle();
    sleep(45);
    person.server.there = true;
    await seconds(10);
    expect(person.state).toMatchObject({ link: "connected", microphone: "closed" });
    expect(sdk.captured).toEqual([]);
  });
});

describe("[D-17] a device that the system mutes", () => {
  const putAside = (hidden: boolean) => {
    page.hidden = hidden;
    page.dispatchEvent(new Event("visibilitychange"));
  };
  const mute = (source: Track.Source, muted: boolean) => {
    const device = deviceOf(lastRoom().tracks.get(source));
    device.muted = muted;
    device.dispatchEvent(new Event(muted ? "mute" : "unmute"));
    return device;
  };

  it("is said to be muted, and goes on when it is not any more: a key is the person's own act", async () => {
    const { state } = await speaking();
    mute(Track.Source.Microphone, true);
    expect(state).toMatchObject({ microphone: "muted", camera: "on", trouble: "microphoneMuted" });
    await seconds(300);
    mute(Track.Source.Microphone, false);
    expect(state).toMatchObject({ microphone: "open", trouble: null });
    mute(Track.Source.Camera, true);
    expect(state).toMatchObject({ microphone: "open", camera: "muted", trouble: "cameraMuted" });
    mute(Track.Source.Camera, false);
    expect(state).toMatchObject({ camera: "on", trouble: null });
    expect(sdk.captured).toEqual(["microphone", "camera"]);
  });

  it("closed meanwhile, by a click or with the right to it, does not come back with the key", async () => {
    for (const close of [
      ({ media }) => media.closeMicrophone(),
      ({ media }) => {
        media.apply(snapshot({ microphone: false, reason: "held" }));
        media.apply(snapshot());
      },
    ] satisfies ((person: ReturnType<typeof someone>) => void)[]) {
      const person = await speaking();
      const device = mute(Track.Source.Microphone, true);
      close(person);
      expect(person.state).toMatchObject({ microphone: "closed", trouble: null });
      device.muted = false;
      device.dispatchEvent(new Event("unmute"));
      await seconds(5);
      expect(device.readyState).toBe("ended");
      expect(person.state.microphone).toBe("closed");
    }
  });

  it("[R-9] with the page put aside for 20 seconds, as for a call on the phone, waits for a click", async () => {
    for (const takeUp of [() => putAside(false), () => mute(Track.Source.Microphone, false)]) {
      const { state } = await speaking();
      mute(Track.Source.Microphone, true);
      putAside(true);
      // The beat goes on: only the page is not looked at.
      await seconds(21);
      takeUp();
      expect(state).toMatchObject({ microphone: "closed", camera: "on", trouble: "microphoneAway" });
      await seconds(5);
      expect(sdk.captured.splice(0)).toEqual(["microphone", "camera"]);
      putAside(false);
    }
  });

  it("goes on after a short while aside, also when a longer one was before", async () => {
    const { state, media } = await speaking();
    mute(Track.Source.Microphone, true);
    putAside(true);
    await seconds(21);
    mute(Track.Source.Microphone, false);
    expect(state.microphone).toBe("closed");
    putAside(false);
    media.openMicrophone();
    await settle();
    expect(state.microphone).toBe("open");
    mute(Track.Source.Microphone, true);
    putAside(true);
    await seconds(5);
    putAside(false);
    expect(state.microphone).toBe("muted");
    mute(Track.Source.Microphone, false);
    expect(state).toMatchObject({ microphone: "open", trouble: null });
  });
});

describe("[D-12] a device that is gone", () => {
  const endOf = deviceOf;

  it("is closed and said to be gone; the other stays, and nothing opens in its place", async () => {
    const { state } = await speaking();
    for (const [source, kind] of [
      [Track.Source.Microphone, "microphone"],
      [Track.Source.Camera, "camera"],
    ] as const) {
      endOf(lastRoom().tracks.get(source)).dispatchEvent(new Event("ended"));
      expect(state).toMatchObject({ microphone: "closed", trouble: `${kind}Gone` });
      await settle();
      expect(lastRoom().tracks.has(source)).toBe(false);
    }
    await seconds(30);
    expect(sdk.captured).toEqual(["microphone", "camera"]);
    expect(state).toMatchObject({ microphone: "closed", camera: "off" });
  });

  it("and comes back by a click, on another device", async () => {
    const { state, media } = await speaking();
    endOf(lastRoom().tracks.get(Track.Source.Microphone)).dispatchEvent(new Event("ended"));
    await settle();
    media.openMicrophone();
    await settle();
    expect(state).toMatchObject({ microphone: "open", trouble: null });
    expect(sdk.captured).toEqual(["microphone", "camera", "microphone"]);
  });
});

describe("[M-9] the media server is started again", () => {
  const inHall = (hall: string | null, away = false) => ({ ...snapshot(), hall, away });

  async function speakingIn(hall: string) {
    const person = await speaking();
    person.media.apply(inHall(hall));
    await settle();
    sdk.captured.length = 0;
    return person;
  }

  it("says that it is away, and comes over to the new room at once, with what was open", async () => {
    const { media, state } = await speakingIn("RM_1");
    media.apply(inHall("RM_1", true));
    expect(state.link).toBe("reconnecting");
    const rooms = sdk.rooms.length;
    sdk.hall = "RM_2";
    media.apply(inHall("RM_2"));
    await settle();
    expect(sdk.rooms.length).toBe(rooms + 1);
    expect(state).toMatchObject({ link: "connected", microphone: "open", camera: "on" });
  });

  it("a microphone comes back only with the right to it", async () => {
    const { media, state } = await speakingIn("RM_1");
    const held = { microphone: false, reason: "held" } as const;
    media.apply(aSnapshot({ phase: "clarification", hall: "RM_1", away: true }, held));
    sdk.hall = "RM_2";
    media.apply(aSnapshot({ phase: "clarification", hall: "RM_2" }, held));
    await settle();
    expect(state).toMatchObject({ link: "connected", microphone: "closed" });
    expect(sdk.captured).toEqual(["camera"]);
  });

  it("nobody moves when it was away for nothing", async () => {
    const { media, state } = await speakingIn("RM_1");
    const rooms = sdk.rooms.length;
    media.apply(inHall("RM_1", true));
    media.apply(inHall("RM_1"));
    await settle();
    expect(sdk.rooms.length).toBe(rooms);
    expect(state).toMatchObject({ link: "connected", microphone: "open", camera: "on" });
    expect(sdk.captured).toEqual([]);
  });

  it("whoever is in the new room before the snapshot has told of it stays there", async () => {
    const person = someone();
    person.media.apply(inHall("RM_1"));
    sdk.hall = "RM_2";
    await settle();
    const rooms = sdk.rooms.length;
    person.media.apply(inHall("RM_2"));
    await settle();
    expect(sdk.rooms.length).toBe(rooms);
  });

  it("the first name of the room, told while going in, disturbs nobody", async () => {
    const person = someone();
    const rooms = sdk.rooms.length;
    person.media.apply(inHall(null));
    person.media.apply(inHall("RM_1"));
    await settle();
    expect(sdk.rooms.length).toBe(rooms + 1);
    expect(person.state.link).toBe("connected");
  });

  it("whoever waits for the next try tries at once", async () => {
    const { media, state, server } = await speakingIn("RM_1");
    server.there = false;
    lastRoom().emit(RoomEvent.Disconnected, DisconnectReason.SERVER_SHUTDOWN);
    await seconds(3);
    expect(state.link).toBe("reconnecting");
    server.there = true;
    sdk.hall = "RM_2";
    media.apply(inHall("RM_2"));
    await settle();
    expect(state).toMatchObject({ link: "connected", microphone: "open" });
  });
});

describe("a network that comes back", () => {
  it("is tried at once when the live wire is back, without waiting for the SDK", async () => {
    const { media, state } = await speaking();
    const rooms = sdk.rooms.length;
    media.unsure();
    lastRoom().emit(RoomEvent.Reconnecting);
    await seconds(6);
    media.apply(snapshot());
    await settle();
    expect(sdk.rooms.length).toBe(rooms + 1);
    expect(state).toMatchObject({ link: "connected", microphone: "open" });
  });

  it("[S-10] whoever was put out by another page of the own comes in again once the live wire is theirs, with all closed", async () => {
    const { media, state } = await speaking();
    const rooms = sdk.rooms.length;
    lastRoom().emit(RoomEvent.Disconnected, DisconnectReason.DUPLICATE_IDENTITY);
    media.apply(snapshot());
    await seconds(6);
    expect([state.link, sdk.rooms.length]).toEqual(["lost", rooms]);
    media.unsure();
    media.apply(snapshot());
    await settle();
    expect(sdk.rooms.length).toBe(rooms + 1);
    expect(state).toMatchObject({ link: "connected", microphone: "closed", camera: "off" });
  });

  it("nobody moves when only the live wire was down and sound went on", async () => {
    const { media, state } = await speaking();
    const rooms = sdk.rooms.length;
    media.unsure();
    lastRoom().emit(RoomEvent.SignalReconnecting);
    await seconds(6);
    media.apply(snapshot());
    await settle();
    expect(sdk.rooms.length).toBe(rooms);
    expect(state).toMatchObject({ link: "connected", microphone: "open" });
  });
});

describe("[M-12] a way for sound and picture that is gone while all else works", () => {
  it("is taken anew after 5 s, with what was open", async () => {
    const { media, state } = await speaking();
    const rooms = sdk.rooms.length;
    media.apply(snapshot());
    lastRoom().way = false;
    await seconds(4);
    expect(sdk.rooms.length).toBe(rooms);
    await seconds(3);
    expect(sdk.rooms.length).toBe(rooms + 1);
    expect(state).toMatchObject({ link: "connected", microphone: "open", camera: "on" });
  });

  it("is taken anew sooner where the browser knows that it is gone", async () => {
    const { state } = await speaking();
    const rooms = sdk.rooms.length;
    Object.assign(lastRoom(), { way: false, ice: "disconnected" });
    await seconds(4);
    expect(sdk.rooms.length).toBe(rooms + 1);
    expect(state).toMatchObject({ link: "connected", microphone: "open" });
  });

  it("keeps nobody from staying where it comes back by itself, or while there is no live wire to come in by", async () => {
    const { media, state } = await speaking();
    const rooms = sdk.rooms.length;
    lastRoom().way = false;
    await seconds(4);
    lastRoom().way = true;
    await seconds(7);
    media.unsure();
    lastRoom().way = false;
    await seconds(7);
    expect(sdk.rooms.length).toBe(rooms);
    expect(state).toMatchObject({ link: "connected", microphone: "open", camera: "on" });
    media.apply(snapshot());
    await settle();
    expect(sdk.rooms.length).toBe(rooms + 1);
  });

  it("says so while coming in fails, and opens no microphone after 20 s", async () => {
    const { state, server } = await speaking();
    server.there = false;
    lastRoom().way = false;
    await seconds(7);
    expect(state).toMatchObject({ link: "reconnecting", microphone: "opening" });
    await seconds(20);
    server.there = true;
    await seconds(8);
    expect(state).toMatchObject({ link: "connected", microphone: "closed", camera: "on" });
  });
});

describe("[M-6] the ring around a chair", () => {
  const [ilona, tom] = ["person07", "person08"].map((id) => PersonId.parse(id)) as [PersonId, PersonId];
  const chair = {
    name: "?",
    role: "member",
    seat: 2,
    place: "ring",
    presents: false,
    line: "present",
    mayShow: true,
    muted: false,
  } as const;
  const inCircle = (tomMaySpeak: boolean) =>
    aSnapshot({
      phase: "clarification",
      seats: [
        { ...chair, person: ilona, maySpeak: false },
        { ...chair, person: tom, maySpeak: tomMaySpeak },
      ],
    });

  /** A track that has come in and is sound, whatever it is declared to be. */
  function sending(identity: string, kind: string, source: string) {
    const element = { remove: () => undefined };
    const publication = {
      kind,
      source,
      trackSid: source,
      trackInfo: { mimeType: "audio/opus", codecs: [] },
      setSubscribed: () => undefined,
      track: {
        mediaStreamTrack: { kind: "audio" },
        attach: () => element,
        detach: () => undefined,
      },
    };
    return { identity, audioLevel: 0.8, isActive: true, trackPublications: new Map([[source, publication]]) };
  }

  it("is lit by a voice that is played, and by no word of the media server alone", async () => {
    vi.stubGlobal("document", { body: { append: () => undefined } });
    const { media, state } = await speaking();
    const room = lastRoom() as unknown as {
      remoteParticipants: Map<string, unknown>;
      activeSpeakers: unknown[];
    };
    const people = [sending(ilona, "video", "camera"), sending(tom, "audio", "microphone"), { identity: "you" }];
    for (const person of people.slice(0, 2)) room.remoteParticipants.set(person.identity, person);
    room.activeSpeakers = people;
    media.apply(inCircle(true));
    lastRoom().emit(RoomEvent.ActiveSpeakersChanged);
    expect([...(state.speaking ?? [])]).toEqual([tom]);
    expect([media.levelOf(tom), media.levelOf(ilona)]).toEqual([0.8, 0]);
    // Taken away: the ring goes out with the next snapshot, whatever the media server goes on to say.
    media.apply(inCircle(false));
    expect([...(state.speaking ?? []), media.levelOf(tom)]).toEqual([0]);
    media.leave();
  });
});
