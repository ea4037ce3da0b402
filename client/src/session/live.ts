/**
 * One person's live session: the wire, the media and what the screens may see of both, in one store.
 * Knows who gives what to whom; knows neither React nor an SDK.
 */
import { CommandId, type PersonId } from "@balint/shared/session/model";
import type { Answer, Command, RejectionCode, RoomSnapshot, Snapshot } from "@balint/shared/session/protocol";
import { watchAwake } from "./awake.ts";
import { type Connection, type Line, openConnection } from "./connection.ts";
import { type DeviceChoices, type Media, type MediaState, NO_DEVICES, NO_MEDIA, type Trouble } from "./media-state.ts";
import { loadMedia } from "./load-media.ts";
import { isTooLong } from "./outage.ts";
import { rest } from "./rest.ts";
import { type Store, createStore } from "./store.ts";

export type LiveState = {
  readonly line: Line;
  readonly snapshot: Snapshot | null;
  /** The server's clock minus this device's, in ms. */
  readonly clockAhead: number;
  readonly media: MediaState;
  /** The last command that was not taken, until the next one. */
  readonly refused: RejectionCode | null;
};

export type Dispatch = (command: Command) => Promise<Answer>;
export type Devices = Omit<Media, "apply" | "leave" | "unsure" | "slept">;

export type Live = {
  readonly state: Store<LiveState>;
  readonly dispatch: Dispatch;
  readonly devices: Devices;
  /** What opens in the first moment in the room, as long as one is still outside. */
  choices(): DeviceChoices;
  choose(choices: DeviceChoices): void;
  /** What was said and needs no answer. */
  dismiss(): void;
  /** By the person's own wish. */
  leave(): Promise<void>;
  /** After leaving, or here instead of on another device. */
  comeBack(): void;
  close(): void;
};

/** Whatever else a line becomes is the end of it, and of sound and picture. */
const MENDING: ReadonlySet<Line> = new Set(["connecting", "live", "lost", "soon"]);

const newId = () => CommandId.parse(crypto.randomUUID());

export function openLive(session: string, person: PersonId, choices: DeviceChoices): Live {
  const state = createStore<LiveState>({
    line: "connecting",
    snapshot: null,
    clockAhead: 0,
    media: NO_MEDIA,
    refused: null,
  });
  const obeyed = new Set<string>();
  let connection: Connection | null = null;
  let media: Media | null = null;
  let newest: RoomSnapshot | null = null;
  /** What was ticked at the door: a click for the first moment in the room, and for no other. */
  let ticked = choices;
  let closed = false;
  /** What is on its way to be told. */
  let telling: boolean | null = null;
  /** From the wish to leave until coming back; what still arrives must not bring the media back. */
  let leaving = false;
  /** What happened before the media chunk came. It is told in order, so that nothing closed meanwhile comes open. */
  let early: ((media: Media) => void)[] | null = [];

  function toMedia(work: (media: Media) => void) {
    if (media === null) early?.push(work);
    else work(media);
  }

  const awake = watchAwake((since) => {
    const still = {
      microphone: ticked.microphone && !isTooLong("microphone", since),
      camera: ticked.camera && !isTooLong("camera", since),
    };
    // Who has slept at the door may be let in before they are at the page again.
    if (still.microphone !== ticked.microphone) trouble("microphoneAway");
    else if (still.camera !== ticked.camera) trouble("cameraAway");
    ticked = still;
    toMedia((media) => media.slept(since));
  });
  const trouble = (now: Trouble) => state.set({ media: { ...state.get().media, trouble: now } });

  const mediaReady = loadMedia().then(({ createMedia }) => {
    if (closed) return;
    media = createMedia({
      changed(change) {
        state.set({ media: { ...state.get().media, ...change } });
        tellMuted();
      },
      async fetchToken() {
        const reply = await rest.mediaToken(session, person, connection?.came());
        return reply.ok ? reply.value : null;
      },
      odd: () => connection?.odd(),
      look: awake.look,
    });
    for (const work of early ?? []) work(media);
    early = null;
  });
  // A chunk that does not load leaves the circle readable, and says that sound and picture are missing.
  mediaReady.catch(() => {
    early = null;
    state.set({ media: { ...NO_MEDIA, link: "lost" } });
  });

  function leaveMedia() {
    newest = null;
    toMedia((media) => media.leave());
  }

  /** The circle is told that nobody can hear this person, until what it has been told is so. */
  function tellMuted() {
    const muted = state.get().media.microphone === "muted";
    const told = newest?.seats.find((seat) => seat.person === newest?.you.id)?.muted;
    if (told === undefined || told === muted || telling === muted) return;
    telling = muted;
    // What is not taken is told with the next snapshot.
    void connection?.send({ kind: "self.muted", muted }).then(() => (telling = null));
  }

  function heard(snapshot: Snapshot) {
    awake.look();
    if (leaving) return;
    if (snapshot.standing !== "in") {
      if (snapshot.standing !== "waiting") ticked = NO_DEVICES;
      leaveMedia();
      state.set({ snapshot });
      return;
    }
    newest = snapshot;
    const { microphone, camera } = ticked;
    ticked = NO_DEVICES;
    // The rights are applied before anything is drawn.
    toMedia((media) => {
      media.apply(snapshot);
      if (camera) media.openCamera();
      if (microphone) media.openMicrophone();
    });
    for (const word of snapshot.toYou) {
      if (word.kind !== "mute" || obeyed.has(word.id)) continue;
      obeyed.add(word.id);
      toMedia((media) => media.closeMicrophone());
    }
    state.set({ snapshot, clockAhead: snapshot.now - Date.now() });
    tellMuted();
  }

  function heardOfLine(line: Line) {
    awake.look();
    if (MENDING.has(line)) {
      if (leaving) return;
      if (line === "lost" || line === "soon") toMedia((media) => media.unsure());
    } else {
      ticked = NO_DEVICES;
      leaveMedia();
    }
    state.set({ line });
  }

  function open() {
    connection = openConnection(session, person, { snapshot: heard, line: heardOfLine, beat: awake.look }, newId);
  }

  const dispatch: Dispatch = async (command) => {
    state.set({ refused: null });
    const answer = await (connection?.send(command) ?? Promise.resolve<Answer>({ ok: false, code: "unavailable" }));
    if (!answer.ok) state.set({ refused: answer.code });
    return answer;
  };

  function done(kind: "ask" | "mute") {
    for (const word of newest?.toYou ?? []) {
      if (word.kind === kind) void connection?.send({ kind: "whisper.done", whisper: word.id });
    }
  }

  open();
  return {
    state,
    dispatch,
    devices: {
      openMicrophone() {
        done("mute");
        media?.openMicrophone();
      },
      closeMicrophone() {
        done("ask");
        toMedia((media) => media.closeMicrophone());
      },
      openCamera: () => media?.openCamera(),
      closeCamera: () => toMedia((media) => media.closeCamera()),
      someoneCameIn() {
        toMedia((media) => media.someoneCameIn());
        state.set({ media: { ...state.get().media, hushed: true } });
      },
      aloneAgain() {
        state.set({ media: { ...state.get().media, hushed: false } });
        toMedia((media) => media.aloneAgain());
      },
      blur: (on) => toMedia((media) => media.blur(on)),
      clearVoice: (on) => toMedia((media) => media.clearVoice(on)),
      soundOnly: (on) => toMedia((media) => media.soundOnly(on)),
      levelOf: (person) => media?.levelOf(person) ?? 0,
      startSound: () => media?.startSound(),
      // Without the chunk there is nothing that could try again: the page comes back to the same chair.
      retry: () => (media === null ? location.reload() : media.retry()),
    },
    choices: () => ticked,
    choose(choices) {
      if (state.get().snapshot?.standing === "waiting") ticked = choices;
    },
    dismiss() {
      state.set({ refused: null });
      if (state.get().media.trouble?.endsWith("Away") === true) trouble(null);
    },
    async leave() {
      leaving = true;
      leaveMedia();
      await Promise.race([
        connection?.send({ kind: "self.leave" }),
        new Promise((resolve) => setTimeout(resolve, 2_000)),
      ]);
      connection?.close();
      state.set({ line: "left" });
    },
    comeBack() {
      leaving = false;
      state.set({ line: "connecting", snapshot: null, refused: null });
      open();
    },
    close() {
      closed = true;
      awake.stop();
      media?.leave();
      connection?.close();
    },
  };
}
