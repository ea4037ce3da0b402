import { PersonId, SessionId } from "@balint/shared/session/model";
import { aSnapshot } from "@balint/shared/session/fixtures";
import type { Snapshot } from "@balint/shared/session/protocol";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Line } from "./connection.ts";
import { openLive } from "./live.ts";
import { loadMedia } from "./load-media.ts";
import type { DeviceChoices, Media, MediaDeps } from "./media-state.ts";

type Hears = { snapshot(snapshot: Snapshot): void; line(line: Line): void; beat(): void };

const seen = vi.hoisted(() => ({
  told: [] as string[],
  connections: [] as unknown[],
  sent: [] as unknown[],
  media: null as MediaDeps | null,
}));

vi.mock("./connection.ts", () => ({
  openConnection: (_session: string, _person: string, hears: Hears) => {
    seen.connections.push(hears);
    const send = async (command: unknown) => {
      seen.sent.push(command);
      return { ok: true, version: 1 };
    };
    return { send, came: () => 7, close: () => hears.line("left") };
  },
}));
vi.mock("./media.ts", () => ({
  createMedia: (deps: MediaDeps): Partial<Media> => {
    seen.media = deps;
    return new Proxy({}, { get: (_target, name) => () => void seen.told.push(String(name)) });
  },
}));

const about = { version: 1, session: { id: SessionId.parse("abcdefgh12345678"), name: "Circle" } };
const you = { id: PersonId.parse("person00"), name: "Tom", role: "member" as const };
const waiting: Snapshot = { ...about, standing: "waiting", you, leadersHere: [], full: false, again: false };
const ended: Snapshot = { ...about, standing: "ended", you };
const inside = aSnapshot({ ...about, phase: "gathering" }, you);

const wire = () => seen.connections.at(-1) as Hears;
const { told } = seen;

function live(choices: DeviceChoices) {
  return openLive(about.session.id, you.id, choices);
}

/** With the media chunk already there. */
async function ready(choices: DeviceChoices = { microphone: true, camera: true }) {
  const opened = live(choices);
  await loadMedia();
  await Promise.resolve();
  return opened;
}

beforeEach(() => {
  told.length = 0;
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("removeEventListener", () => undefined);
});

describe("[R-9] what was ticked at the door", () => {
  it("is opened with the first moment in the room, and never again", async () => {
    await ready();
    wire().snapshot(waiting);
    wire().snapshot(inside);
    expect(told).toEqual(["leave", "apply", "openCamera", "openMicrophone"]);
    wire().snapshot(inside);
    expect(told.slice(4)).toEqual(["apply"]);
  });

  it("is forgotten by who left or was replaced before", async () => {
    for (const line of ["left", "replaced", "elsewhere"] as const) {
      const { comeBack } = await ready();
      wire().line(line);
      comeBack();
      wire().snapshot(inside);
    }
    expect(told.filter((word) => word.startsWith("open"))).toEqual([]);
  });

  it("is forgotten in a sleep at the door, the microphone after 20 s and the camera after 2 minutes, and that is said", async () => {
    vi.useFakeTimers();
    for (const [asleep, opened] of [
      [12, ["openCamera", "openMicrophone"]],
      [45, ["openCamera"]],
      [150, []],
    ] as const) {
      const { state, close } = await ready();
      wire().snapshot(waiting);
      told.length = 0;
      vi.setSystemTime(Date.now() + asleep * 1_000);
      wire().snapshot(inside);
      expect(told).toEqual(["slept", "apply", ...opened]);
      expect(state.get().media.trouble).toBe(asleep === 12 ? null : "microphoneAway");
      close();
    }
    vi.useRealTimers();
  });

  it("is kept in the background, where a browser slows the page down to a beat a minute and its line goes on", async () => {
    vi.useFakeTimers();
    const { state, close } = await ready();
    wire().snapshot(waiting);
    told.length = 0;
    for (let passed = 0; passed < 60; passed += 4) {
      vi.setSystemTime(Date.now() + 4_000);
      wire().beat();
    }
    wire().snapshot(inside);
    expect(told).toEqual(["apply", "openCamera", "openMicrophone"]);
    expect(state.get().media.trouble).toBe(null);
    close();
    vi.useRealTimers();
  });

  it("is followed by all that happened before the media chunk came", async () => {
    const { devices } = live({ microphone: true, camera: false });
    wire().snapshot(inside);
    devices.closeMicrophone();
    devices.someoneCameIn();
    expect(told).toEqual([]);
    await loadMedia();
    await Promise.resolve();
    expect(told).toEqual(["apply", "openMicrophone", "closeMicrophone", "someoneCameIn"]);
  });
});

it("[D-17] the circle is told of a microphone that the system mutes, once, and again where it has been told otherwise", async () => {
  await ready();
  const mine = { seat: 1, place: "ring", presents: false, line: "present", maySpeak: true, mayShow: true } as const;
  const asTold = (muted: boolean) => ({
    ...inside,
    seats: [{ ...mine, person: you.id, name: "Tom", role: you.role, muted }],
  });
  const saying = async (microphone: "open" | "muted") => {
    seen.sent.length = 0;
    seen.media?.changed({ microphone });
    seen.media?.changed({ microphone });
    await Promise.resolve();
    return seen.sent;
  };
  wire().snapshot(asTold(false));
  expect(await saying("open")).toEqual([]);
  expect(await saying("muted")).toEqual([{ kind: "self.muted", muted: true }]);
  seen.sent.length = 0;
  wire().snapshot(asTold(true));
  expect(seen.sent).toEqual([]);
  // The server has been started again and knows nothing of it.
  wire().snapshot(asTold(false));
  await Promise.resolve();
  expect(seen.sent).toEqual([{ kind: "self.muted", muted: true }]);
  wire().snapshot(asTold(true));
  expect(await saying("open")).toEqual([{ kind: "self.muted", muted: false }]);
});

describe("[R-8] the end of a line", () => {
  it("is the end of sound and picture, whatever ended it", async () => {
    for (const line of ["replaced", "elsewhere", "left", "outdated", "notKnown", "notFound", "ended"] as const) {
      await ready();
      wire().snapshot(inside);
      told.length = 0;
      wire().line(line);
      expect([line, ...told]).toEqual([line, "leave"]);
    }
  });

  it("is not an interruption, which only makes the last snapshot doubtful", async () => {
    await ready();
    wire().snapshot(inside);
    told.length = 0;
    wire().line("lost");
    expect(told).toEqual(["unsure"]);
  });

  it("is what is shown when the meeting has ended", async () => {
    const { state } = await ready();
    wire().snapshot(ended);
    wire().line("ended");
    expect(state.get()).toMatchObject({ line: "ended", snapshot: { standing: "ended" } });
  });
});

describe("leaving", () => {
  it("stays so when the server hangs up first, and coming back is a new line", async () => {
    const { state, leave, comeBack } = await ready();
    wire().line("live");
    wire().snapshot(inside);
    const gone = leave();
    wire().line("lost");
    expect(state.get().line).toBe("live");
    await gone;
    expect(state.get().line).toBe("left");
    const before = seen.connections.length;
    comeBack();
    wire().line("live");
    wire().snapshot(inside);
    expect(seen.connections.length).toBe(before + 1);
    expect(state.get()).toMatchObject({ line: "live", snapshot: { standing: "in" } });
  });
});
