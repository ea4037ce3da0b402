/**
 * Sound and picture of one person: joins the media room while the snapshot says so, shows what `media-receiving.ts`
 * takes, sends what the person has opened. The only module that knows LiveKit's room.
 * Loaded on its own, so that the first page stays light.
 */
import { ConnectionQuality, DisconnectReason, type RemoteTrack, Room, RoomEvent, Track } from "livekit-client";
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import { chosenDevice } from "./device-choice.ts";
import { followDevices } from "./media-comings.ts";
import { thisMoment } from "./elapsed.ts";
import { ownDevice } from "./media-devices.ts";
import { lineHealth } from "./media-health.ts";
import { loadBlur, loadClearVoice, ownExtra } from "./media-extras.ts";
import { poorLines } from "./media-lines.ts";
import { ROOM_OPTIONS } from "./media-presets.ts";
import type { LineHealth, Media, MediaDeps, MediaLink, Picture, Trouble } from "./media-state.ts";
import { receiving } from "./media-receiving.ts";
import { type Way, watchWay } from "./media-way.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { audience } from "./veil.ts";

const RETRY_FIRST_MS = 500;
const RETRY_MOST_MS = 4_000;
/** A network that swallows everything must not hold up the next try for long. */
const ONE_TRY_MS = 5_000;

/** After these somebody decided that this connection is over; coming back by ourselves would argue. */
const FINAL: ReadonlySet<DisconnectReason | undefined> = new Set([
  DisconnectReason.CLIENT_INITIATED,
  DisconnectReason.DUPLICATE_IDENTITY,
  DisconnectReason.PARTICIPANT_REMOVED,
  DisconnectReason.ROOM_DELETED,
]);

const HEALTH: Readonly<Record<ConnectionQuality, LineHealth | null>> = {
  [ConnectionQuality.Excellent]: "good",
  [ConnectionQuality.Good]: "good",
  [ConnectionQuality.Poor]: "poor",
  [ConnectionQuality.Lost]: "lost",
  [ConnectionQuality.Unknown]: null,
};

export function createMedia(deps: MediaDeps): Media {
  let room: Room | null = null;
  let snapshot: RoomSnapshot | null = null;
  let link: MediaLink = "off";
  let hushed = false;
  /** Grows with every entry and exit, so that a late answer of an earlier one is ignored. */
  let entry = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let retryAfter = RETRY_FIRST_MS;
  let toldAudience = "";
  /** The media room this screen is connected to, by the media server's own name; `null` = not known yet. */
  let hall: string | null = null;
  /** The one there was, as far as was known, when the present entry began. */
  let hallAtEntry: string | null = null;
  /** The newest snapshot is newer than the last fall of the live wire, and can be trusted. */
  let informed = true;
  /** A line has come, and what waits for it has not been taken up yet. */
  let due = false;
  let way: Way | null = null;
  /** Somebody else came into the media room as this person. */
  let ousted = false;
  /** There is no way for sound and picture, as far as the browser finds. */
  let wayless = false;
  let trouble: Trouble = null;
  const pictures = new WeakMap<object, Picture>();
  const received = receiving({ snapshot: () => snapshot, odd: deps.odd, changed: refresh });
  const health = lineHealth(refresh);
  const enqueue = oneAtATime();
  const lines = poorLines({
    snapshot: () => snapshot,
    changed: deps.changed,
    refresh,
    isHeard: received.isHeard,
  });
  const ownTrack = (source: Track.Source) => room?.localParticipant.getTrackPublication(source)?.track;
  const blur = ownExtra(loadBlur, {
    enqueue,
    track: () => ownTrack(Track.Source.Camera),
    changed: (is) => deps.changed({ blur: is }),
  });
  const clearVoice = ownExtra(loadClearVoice, {
    enqueue,
    track: () => ownTrack(Track.Source.Microphone),
    changed: (is) => deps.changed({ clearVoice: is }),
  });
  const common = {
    participant: () => room?.localParticipant ?? null,
    ready: () => link === "connected",
    changed: refresh,
    look: deps.look,
    trouble: say,
    mended(of: Trouble) {
      if (trouble === of) say(null);
    },
  };
  const microphone = ownDevice("microphone", enqueue, {
    ...common,
    allowed: () => snapshot?.you.microphone === true,
    // The SDK gives a voice what it needs for that only once it is sent.
    prepare: () => Promise.resolve(),
    moment: () => snapshot?.phase ?? null,
  });
  const camera = ownDevice("camera", enqueue, {
    ...common,
    allowed: () => snapshot?.you.camera === true,
    // Before the first frame is sent, so that nothing shows what was not to be shown.
    prepare: blur.lay,
    moment: () => null,
  });
  const own = [camera, microphone];
  followDevices(() => room);

  function picture(
    track: { attach(e: HTMLMediaElement): unknown; detach(e: HTMLMediaElement): unknown },
    frozen: boolean,
  ): Picture {
    const known = pictures.get(track);
    if (known?.frozen === frozen) return known;
    const made: Picture = {
      frozen,
      attach(video) {
        track.attach(video);
        return () => track.detach(video);
      },
    };
    pictures.set(track, made);
    return made;
  }

  function say(now: Trouble) {
    trouble = now;
    deps.changed({ trouble });
  }

  function refresh() {
    const shown = new Map<string, Picture>();
    const resting = new Set<string>();
    if (room !== null && snapshot !== null) {
      const mine = room.localParticipant.getTrackPublication(Track.Source.Camera)?.track;
      if (mine !== undefined && camera.state() === "open") shown.set(snapshot.you.id, picture(mine, false));
      for (const [person, publication] of received.pictures()) {
        const { track } = publication;
        if (track === undefined || publication.isMuted) continue;
        if (lines.take(publication, person) === "none") resting.add(person);
        else shown.set(person, picture(track, track.streamState === Track.StreamState.Paused));
      }
    }
    const mic = microphone.state();
    const cam = camera.state();
    deps.changed({
      link: link === "connected" && snapshot?.away === true ? "reconnecting" : link,
      hushed,
      microphone: mic,
      camera: cam === "open" ? "on" : cam === "closed" ? "off" : cam,
      pictures: shown,
      resting,
      health: health.look(snapshot, inside()),
    });
    speak();
  }

  /** What of others is taken may have changed. */
  function receive() {
    received.look();
    refresh();
  }

  /** Who is in the media room for good, and not only knocking at it. */
  function inside(): ReadonlySet<string> | null {
    if (room === null || link !== "connected") return null;
    return new Set([...room.remoteParticipants.values()].filter((one) => one.isActive).map((one) => one.identity));
  }

  function tellAudience() {
    if (room === null || snapshot === null || link !== "connected") return;
    const mic = room.localParticipant.getTrackPublication(Track.Source.Microphone)?.trackSid;
    const wished = audience(snapshot, mic === undefined ? [] : [mic]);
    const key = JSON.stringify(wished);
    if (key === toldAudience) return;
    toldAudience = key;
    room.localParticipant.setTrackSubscriptionPermissions(wished.everyone, [...wished.people]);
  }

  let speaking = "";

  /**
   * Loudness comes several times a second; the screens hear only of who begins and who falls silent. The media server
   * calls anybody loud who sends anything loud: only whose voice this screen plays counts, and the own open microphone.
   */
  function speak() {
    const who = (room?.activeSpeakers ?? []).map(({ identity }) => identity).filter(isVoice);
    const now = who.toSorted().join(" ");
    if (now === speaking) return;
    speaking = now;
    deps.changed({ speaking: new Set(who) });
  }

  function isVoice(person: string): boolean {
    return person === snapshot?.you.id ? microphone.state() === "open" : received.isHeard(person);
  }

  function wire(current: Room) {
    const here = (work: () => void) => {
      deps.look();
      if (room === current) work();
    };
    current
      .on(RoomEvent.ParticipantActive, () => here(refresh))
      .on(RoomEvent.ParticipantDisconnected, () => here(refresh))
      .on(RoomEvent.TrackPublished, () => here(receive))
      .on(RoomEvent.TrackSubscribed, () => here(receive))
      .on(RoomEvent.TrackUnsubscribed, (track: RemoteTrack) =>
        here(() => {
          received.drop(track);
          receive();
        }),
      )
      .on(RoomEvent.TrackUnpublished, () => here(receive))
      .on(RoomEvent.TrackStreamStateChanged, () => here(refresh))
      .on(RoomEvent.TrackMuted, (publication) =>
        here(() => {
          // The media server has closed the microphone at a leader's wish.
          if (publication === current.localParticipant.getTrackPublication(Track.Source.Microphone))
            microphone.closedFromOutside();
          receive();
        }),
      )
      .on(RoomEvent.TrackUnmuted, () => here(receive))
      .on(RoomEvent.LocalTrackPublished, (publication) =>
        here(() => {
          const voice = publication.source === Track.Source.Microphone ? publication.track : undefined;
          if (voice !== undefined) enqueue(() => clearVoice.lay(voice));
          enforce();
          tellAudience();
          refresh();
        }),
      )
      .on(RoomEvent.LocalTrackUnpublished, () =>
        // Once it is known whether the whole line has fallen, which takes the tracks off too.
        queueMicrotask(() =>
          here(() => {
            if (link === "connected") for (const device of own) device.goneFromOutside();
            refresh();
          }),
        ),
      )
      .on(RoomEvent.ActiveSpeakersChanged, () => here(speak))
      .on(RoomEvent.ConnectionQualityChanged, (quality, person) =>
        here(() => {
          health.said(person.identity, HEALTH[quality]);
          refresh();
        }),
      )
      .on(RoomEvent.AudioPlaybackStatusChanged, () =>
        here(() => deps.changed({ soundBlocked: !current.canPlaybackAudio })),
      )
      .on(RoomEvent.SignalReconnecting, () =>
        here(() => {
          for (const device of own) device.unstable(wellAt());
        }),
      )
      .on(RoomEvent.Reconnecting, () =>
        here(() => {
          suspend();
          link = "reconnecting";
          refresh();
        }),
      )
      .on(RoomEvent.Reconnected, () =>
        here(() => {
          link = "connected";
          learnHall(current);
          received.askAgain();
          enforce();
          due = true;
          takeUp();
          refresh();
        }),
      )
      .on(RoomEvent.Disconnected, (reason) => here(() => fallen(reason)));
  }

  function enforce() {
    for (const device of own) device.enforce();
  }

  /** The last moment at which sound and picture were known to come through. */
  const wellAt = () => way?.wellAt() ?? thisMoment();

  function suspend() {
    due = false;
    if (link === "connected") for (const device of own) device.suspend(wellAt());
  }

  /** Not before a snapshot has told that what was allowed still is. */
  function takeUp() {
    deps.look();
    if (!due || !informed || link !== "connected") return;
    due = false;
    for (const device of own) device.resume();
  }

  function leaveWay() {
    way?.stop();
    way = null;
    wayless = false;
  }

  /** Waiting for the SDK would take several times as long as coming in anew. */
  function watch(current: Room) {
    leaveWay();
    const here = (work: () => void) => {
      deps.look();
      if (room === current && link === "connected") work();
    };
    way = watchWay(current, {
      quiet: () =>
        here(() => {
          wayless = true;
          for (const device of own) device.unstable(wellAt());
        }),
      back: () =>
        here(() => {
          wayless = false;
          due = true;
          takeUp();
          refresh();
        }),
      // Without the live wire there is nobody to come in to.
      stuck: () => here(() => informed && comeOver()),
    });
  }

  function fallen(reason: DisconnectReason | undefined) {
    ousted = reason === DisconnectReason.DUPLICATE_IDENTITY;
    suspend();
    leaveWay();
    room = null;
    lines.stop();
    received.stop();
    link = FINAL.has(reason) ? "lost" : "reconnecting";
    if (link === "lost") for (const device of own) device.forget();
    refresh();
    if (link === "reconnecting") later();
  }

  function learnHall(current: Room) {
    hall = null;
    void current.getSid().then((sid) => {
      if (room !== current) return;
      hall = sid;
      if (displaced()) comeOver();
    });
  }

  /** The media room has been made anew since this screen went in, and this screen is not in the new one. */
  function displaced(): boolean {
    const there = snapshot?.hall ?? null;
    if (there === null || there === hallAtEntry || there === hall) return false;
    return hallAtEntry !== null || hall !== null;
  }

  /** Leaves a connection that can only be dead, and comes in again at once. */
  function comeOver() {
    const before = room;
    fallen(undefined);
    void before?.disconnect();
    retryAfter = RETRY_FIRST_MS;
    clearTimeout(retryTimer);
    void enter();
  }

  function later() {
    const mine = entry;
    // From now on there is something to wait for, and the screen says so.
    link = "reconnecting";
    refresh();
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => {
      if (mine === entry) void enter();
    }, retryAfter);
    retryAfter = Math.min(retryAfter * 2, RETRY_MOST_MS);
  }

  async function enter() {
    entry += 1;
    const mine = entry;
    hall = null;
    hallAtEntry = snapshot?.hall ?? null;
    if (link !== "reconnecting") link = "connecting";
    enforce();
    refresh();
    // Each entry has its own token: an old one is stale at the door.
    const token = await deps.fetchToken();
    if (mine !== entry) return;
    if (token === null) return later();
    const speaker = chosenDevice("speaker");
    const current = new Room(
      speaker === undefined ? ROOM_OPTIONS : { ...ROOM_OPTIONS, audioOutput: { deviceId: speaker } },
    );
    room = current;
    toldAudience = "";
    wire(current);
    try {
      const scheme = location.protocol === "https:" ? "wss" : "ws";
      await current.connect(`${scheme}://${location.host}${token.path}`, token.token, {
        autoSubscribe: false,
        subscriberAllowPause: true,
        websocketTimeout: ONE_TRY_MS,
      });
    } catch {
      if (room === current) room = null;
      void current.disconnect();
      if (mine === entry) later();
      return;
    }
    if (mine !== entry) return void current.disconnect();
    link = "connected";
    retryAfter = RETRY_FIRST_MS;
    learnHall(current);
    lines.follow(current);
    watch(current);
    deps.changed({ soundBlocked: !current.canPlaybackAudio });
    void current.startAudio().catch(() => undefined);
    tellAudience();
    received.follow(current);
    due = true;
    takeUp();
    refresh();
  }

  return {
    apply(next) {
      deps.look();
      const [wasAway, wasInformed] = [snapshot?.away === true, informed];
      // While what is known is still what was so before.
      if (next.away && !wasAway) for (const device of own) device.unstable(wellAt());
      snapshot = next;
      informed = true;
      if (wasAway && !next.away) due = true;
      if (!next.you.microphone && microphone.state() !== "closed") microphone.cut();
      if (!next.you.camera && camera.state() !== "closed") camera.cut();
      enforce();
      if (link === "off") void enter();
      // The live wire is this page's: whoever put it out of the media room had no right to.
      else if (link === "lost" && ousted && !wasInformed) comeOver();
      // The network is back before the SDK has noticed it.
      else if (link !== "lost" && (displaced() || ((link === "reconnecting" || wayless) && !wasInformed))) comeOver();
      else received.look();
      takeUp();
      tellAudience();
      refresh();
    },
    openMicrophone: microphone.open,
    closeMicrophone: microphone.close,
    openCamera: camera.open,
    closeCamera: camera.close,
    someoneCameIn() {
      microphone.cut();
      camera.cut();
      hushed = true;
      received.hush(true);
      refresh();
    },
    aloneAgain() {
      hushed = false;
      received.hush(false);
      refresh();
    },
    unsure() {
      informed = false;
    },
    slept(since) {
      for (const device of own) device.slept(since);
      // Where the line seems well, it must show so.
      way?.slept();
      refresh();
    },
    soundOnly: lines.soundOnly,
    levelOf(person) {
      if (room === null || !isVoice(person)) return 0;
      const local = room.localParticipant;
      return (local.identity === person ? local : room.remoteParticipants.get(person))?.audioLevel ?? 0;
    },
    blur: blur.set,
    clearVoice: clearVoice.set,
    startSound: () => void room?.startAudio().catch(() => undefined),
    retry() {
      if (link === "lost") void enter();
    },
    leave() {
      entry += 1;
      clearTimeout(retryTimer);
      leaveWay();
      for (const device of own) {
        device.cut();
        device.forget();
      }
      const current = room;
      room = null;
      link = "off";
      snapshot = null;
      lines.stop();
      received.stop();
      void current?.disconnect();
      refresh();
    },
  };
}
