/**
 * One person in a media room, made of @livekit/rtc-node: tones instead of a voice, a moving bar instead of a face.
 * Obeys every order, also a forbidden one: it is the cheating client too. Knows nothing of sessions or rights.
 */
import {
  AudioFrame,
  AudioSource,
  AudioStream,
  DisconnectReason,
  LocalAudioTrack,
  type LocalTrack,
  LocalVideoTrack,
  RemoteAudioTrack,
  type RemoteParticipant,
  type RemoteTrackPublication,
  Room,
  RoomEvent,
  SimulateScenarioKind,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoCodec,
  VideoFrame,
  VideoSource,
} from "@livekit/rtc-node";
import { Acting } from "./acting/acting.ts";
import {
  type BotSource,
  type BotState,
  type LookName,
  type Publication,
  type Published,
  type Wanted,
  clock,
} from "./bot-protocol.ts";

const SAMPLE_RATE_HZ = 48_000;
const TONE_FRAME_MS = 100;
const TONE_AMPLITUDE = 8_000;
/** Well above Opus's noise, far below the tone. */
const AUDIBLE = 300;
const LISTEN_RATE_HZ = 16_000;
const LISTEN_FRAME_MS = 20;
/** The server does not answer a forbidden publication, and rtc-node then waits for ever. */
const PUBLISH_WITHIN_MS = 3_000;

const SOURCES: Record<BotSource, TrackSource> = {
  microphone: TrackSource.SOURCE_MICROPHONE,
  camera: TrackSource.SOURCE_CAMERA,
  screenShareAudio: TrackSource.SOURCE_SCREENSHARE_AUDIO,
  other: TrackSource.SOURCE_UNKNOWN,
};

function sourceName(source: TrackSource | undefined): BotSource {
  const names: readonly BotSource[] = ["microphone", "camera", "screenShareAudio"];
  return names.find((name) => SOURCES[name] === source) ?? "other";
}

function kindName(kind: TrackKind | undefined): "audio" | "video" {
  return kind === TrackKind.KIND_VIDEO ? "video" : "audio";
}

type Sending = { readonly track: LocalTrack; sid: string | null; readonly stop: () => void };

function toneFrame(hz: number): AudioFrame {
  const samples = new Int16Array((SAMPLE_RATE_HZ * TONE_FRAME_MS) / 1_000);
  for (let i = 0; i < samples.length; i++)
    samples[i] = Math.round(TONE_AMPLITUDE * Math.sin((2 * Math.PI * hz * i) / SAMPLE_RATE_HZ));
  return new AudioFrame(samples, SAMPLE_RATE_HZ, 1, samples.length);
}

function startTone(hz: number): Sending {
  const source = new AudioSource(SAMPLE_RATE_HZ, 1, 2 * TONE_FRAME_MS);
  const frame = toneFrame(hz);
  let playing = true;
  const play = async () => {
    // captureFrame resolves as the queue drains, which sets the pace.
    while (playing) await source.captureFrame(frame);
    await source.close();
  };
  play().catch((cause: unknown) => {
    if (playing) console.error("a bot's tone broke off", cause);
  });
  return { track: LocalAudioTrack.createAudioTrack("tone", source), sid: null, stop: () => (playing = false) };
}

function startPicture(width: number, height: number, fps: number): Sending {
  const source = new VideoSource(width, height);
  const luma = width * height;
  let tick = 0;
  const timer = setInterval(() => {
    const data = new Uint8Array((luma * 3) / 2).fill(128);
    const bar = (tick++ * 8) % width;
    for (let row = 0; row < height; row++) data.fill(235, row * width + bar, row * width + Math.min(width, bar + 8));
    source.captureFrame(new VideoFrame(data, width, height, VideoBufferType.I420));
  }, 1_000 / fps);
  const stop = () => {
    clearInterval(timer);
    source.close().catch(() => undefined);
  };
  return { track: LocalVideoTrack.createVideoTrack("picture", source), sid: null, stop };
}

export class BotPerson {
  private room: Room | null = null;
  private autoSubscribe = false;
  /** `null`: everything. */
  private wanted: Wanted | null = null;
  private firstToken: string | null = null;
  private connection: BotState["connection"] = "never";
  private reason: number | null = null;
  private tokensRefreshed = 0;
  /** A publication was never answered: rtc-node holds its event lock until we disconnect, so nothing is heard of. */
  private deaf = false;
  private readonly sending = new Map<BotSource, Sending>();
  private readonly data: string[] = [];
  private readonly audible = new Map<string, number>();
  private readonly heardAt = new Map<string, number>();
  private readonly acting = new Acting();
  private readonly onDisconnected: (reason: number) => void;

  constructor(onDisconnected: (reason: number) => void) {
    this.onDisconnected = onDisconnected;
  }

  async connect(url: string, token: string, autoSubscribe: boolean): Promise<null> {
    await this.disconnect();
    const room = new Room();
    this.room = room;
    this.autoSubscribe = autoSubscribe;
    // Who listens by choice begins with nobody.
    if (!autoSubscribe) this.wanted ??= { sound: [], picture: [] };
    this.listen(room);
    await room.connect(url, token, { autoSubscribe, dynacast: false });
    this.firstToken = token;
    this.connection = "connected";
    this.reason = null;
    this.deaf = false;
    this.subscribe();
    return null;
  }

  private listen(room: Room): void {
    room.on(RoomEvent.Disconnected, (reason) => {
      if (room !== this.room) return;
      this.connection = "disconnected";
      this.reason = reason;
      this.stopSending();
      this.onDisconnected(reason);
    });
    room.on(RoomEvent.Reconnecting, () => (this.connection = "reconnecting"));
    room.on(RoomEvent.Reconnected, () => (this.connection = "connected"));
    room.on(RoomEvent.TokenRefreshed, () => this.tokensRefreshed++);
    room.on(RoomEvent.DataReceived, (payload) => this.data.push(new TextDecoder().decode(payload)));
    room.on(RoomEvent.TrackPublished, (publication, participant) => this.subscribeTo(publication, participant));
    room.on(RoomEvent.TrackSubscribed, (track, _publication, participant) => {
      if (track instanceof RemoteAudioTrack) void this.count(track, participant.identity);
    });
  }

  private async count(track: RemoteAudioTrack, identity: string): Promise<void> {
    const stream = new AudioStream(track, {
      sampleRate: LISTEN_RATE_HZ,
      numChannels: 1,
      frameSizeMs: LISTEN_FRAME_MS,
    });
    // rtc-node ends the stream when the track is unsubscribed.
    for await (const frame of stream) {
      if (!frame.data.some((sample) => Math.abs(sample) > AUDIBLE)) continue;
      this.audible.set(identity, (this.audible.get(identity) ?? 0) + 1);
      this.heardAt.set(identity, clock());
    }
  }

  async publishTone(source: BotSource, hz: number): Promise<Published> {
    return this.publish(
      source,
      startTone(hz),
      new TrackPublishOptions({ source: SOURCES[source], dtx: false, red: false }),
    );
  }

  async publishPicture(width: number, height: number, fps: number): Promise<Published> {
    const options = new TrackPublishOptions({
      source: SOURCES.camera,
      simulcast: false,
      videoCodec: VideoCodec.VP8,
      videoEncoding: { maxBitrate: 60_000n, maxFramerate: fps },
    });
    return this.publish("camera", startPicture(width, height, fps), options);
  }

  async publishVoice(seed: number, pitch: number): Promise<Published> {
    const { source, stop } = this.acting.sound(seed, pitch);
    const track = LocalAudioTrack.createAudioTrack("voice", source);
    const options = new TrackPublishOptions({ source: SOURCES.microphone, dtx: true, red: true });
    return this.publish("microphone", { track, sid: null, stop }, options);
  }

  async publishPortrait(look: LookName, size: number, fps: number): Promise<Published> {
    const { source, stop } = this.acting.picture(look, size, fps);
    const options = new TrackPublishOptions({
      source: SOURCES.camera,
      simulcast: false,
      videoCodec: VideoCodec.VP8,
      videoEncoding: { maxBitrate: 200_000n, maxFramerate: fps },
    });
    return this.publish(
      "camera",
      { track: LocalVideoTrack.createVideoTrack("portrait", source), sid: null, stop },
      options,
    );
  }

  talk(on: boolean): null {
    this.acting.talking = on;
    return null;
  }

  private async publish(source: BotSource, sending: Sending, options: TrackPublishOptions): Promise<Published> {
    const person = this.connected().localParticipant;
    if (person === undefined || this.deaf) {
      sending.stop();
      throw new Error("this bot must connect again first");
    }
    await this.unpublish(source);
    let timer: NodeJS.Timeout | undefined;
    const published = await Promise.race([
      person.publishTrack(sending.track, options).then(
        (publication): Published => ({ published: true, sid: publication.sid ?? "" }),
        (cause: unknown): Published => ({ published: false, reason: String(cause) }),
      ),
      new Promise<Published>((resolve) => {
        timer = setTimeout(() => resolve({ published: false, reason: "no answer" }), PUBLISH_WITHIN_MS);
      }),
    ]);
    clearTimeout(timer);
    if (!published.published) {
      sending.stop();
      this.deaf = true;
      return published;
    }
    sending.sid = published.sid;
    this.sending.set(source, sending);
    return published;
  }

  async unpublish(source: BotSource): Promise<null> {
    const sending = this.sending.get(source);
    if (sending === undefined || sending.sid === null) return null;
    this.stopSource(source);
    // rtc-node is not told of a track the server has closed; unpublishing that one is harmless.
    await this.connected().localParticipant?.unpublishTrack(sending.sid);
    return null;
  }

  subscribeOnly(wanted: Wanted | null): null {
    this.wanted = wanted;
    this.subscribe();
    return null;
  }

  async sendData(text: string): Promise<null> {
    await this.connected().localParticipant?.publishData(new TextEncoder().encode(text), { reliable: true });
    return null;
  }

  async fullReconnect(): Promise<null> {
    await this.connected().simulateScenario(SimulateScenarioKind.SIMULATE_FULL_RECONNECT);
    return null;
  }

  audioFrames(): Record<string, number> {
    return Object.fromEntries(this.audible);
  }

  lastAudible(): Record<string, number> {
    return Object.fromEntries(this.heardAt);
  }

  publications(): Publication[] {
    return this.remote().map(([publication, participant]) => ({
      identity: participant.identity,
      sid: publication.sid ?? "",
      kind: kindName(publication.kind),
      source: sourceName(publication.source),
      muted: publication.muted ?? false,
      subscribed: publication.track !== undefined,
    }));
  }

  state(): BotState {
    return {
      connection: this.connection,
      reason: this.reason,
      sid: this.room?.localParticipant?.sid ?? null,
      token: this.room?.token ?? this.firstToken,
      tokensRefreshed: this.tokensRefreshed,
      publishes: [...this.sending.keys()],
      deaf: this.deaf,
      dataReceived: [...this.data],
    };
  }

  async disconnect(): Promise<null> {
    const room = this.room;
    this.room = null;
    this.stopSending();
    if (room === null || this.connection === "disconnected") return null;
    // rtc-node drops our listeners before it would tell us.
    this.connection = "disconnected";
    this.reason = DisconnectReason.CLIENT_INITIATED;
    await room.disconnect();
    return null;
  }

  private connected(): Room {
    if (this.room === null || this.connection !== "connected") throw new Error("this bot is not connected");
    return this.room;
  }

  private remote(): [RemoteTrackPublication, RemoteParticipant][] {
    const participants = [...(this.room?.remoteParticipants.values() ?? [])];
    return participants.flatMap((participant) =>
      [...participant.trackPublications.values()].map((publication): [RemoteTrackPublication, RemoteParticipant] => [
        publication,
        participant,
      ]),
    );
  }

  private subscribe(): void {
    for (const [publication, participant] of this.remote()) this.subscribeTo(publication, participant);
  }

  private subscribeTo(publication: RemoteTrackPublication, participant: RemoteParticipant): void {
    if (this.autoSubscribe && this.wanted === null) return;
    const wanted = this.wants(publication, participant.identity);
    // `subscribed` is what was last asked for: asking again on every snapshot would be noise on the wire.
    if (wanted !== publication.subscribed) publication.setSubscribed(wanted);
  }

  private wants(publication: RemoteTrackPublication, identity: string): boolean {
    if (this.wanted === null) return true;
    const { kind, source, mimeType } = publication;
    // What poses as something else would bring rtc-node down.
    if (mimeType?.startsWith(`${kindName(kind)}/`) !== true) return false;
    if (kind === TrackKind.KIND_AUDIO && source === TrackSource.SOURCE_MICROPHONE)
      return this.wanted.sound.includes(identity);
    if (kind === TrackKind.KIND_VIDEO && source === TrackSource.SOURCE_CAMERA)
      return this.wanted.picture.includes(identity);
    return false;
  }

  private stopSource(source: BotSource): void {
    this.sending.get(source)?.stop();
    this.sending.delete(source);
  }

  private stopSending(): void {
    for (const source of [...this.sending.keys()]) this.stopSource(source);
  }
}
