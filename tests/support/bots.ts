/**
 * The parent's side of the bots: starts their processes, hands out one handle per bot, and (joinSession) makes a bot
 * do what an honest client does, from the door to subscribing by policy. Knows rtc-node only through orders.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import * as z from "zod/mini";
import type { PersonId } from "@balint/shared/session/model";
import type { Command, Answer, Snapshot } from "@balint/shared/session/protocol";
import {
  type BotSource,
  type BotState,
  type LookName,
  type Order,
  type Publication,
  type Published,
  RESULTS,
  type Result,
  Up,
  type Wanted,
} from "./bot-protocol.ts";
import { type Knock, type Person, enter } from "./person.ts";

const END_WITHIN_MS = 3_000;
/** LiveKit's DisconnectReasons after which an honest client asks for a new token and comes back. */
const COME_BACK_AFTER: ReadonlySet<number> = new Set([0, 3, 6, 7, 9, 14]);
const COME_BACK_EVERY_MS = 500;
const COME_BACK_WITHIN_MS = 20_000;

type Call = { readonly resolve: (result: unknown) => void; readonly reject: (cause: Error) => void };

class BotProcess {
  private readonly child: ChildProcess;
  private readonly calls = new Map<number, Call>();
  private readonly onDisconnected = new Map<string, (reason: number) => void>();
  private nextCall = 1;
  readonly ready: Promise<void>;

  constructor() {
    this.child = fork(new URL("./bot.ts", import.meta.url), {
      execArgv: ["--no-warnings"],
      // rtc-node logs at debug level unless it believes to be in production.
      env: { ...process.env, NODE_ENV: "production" },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.ready = new Promise((resolve, reject) => {
      this.child.on("message", (message) => {
        const up = Up.parse(message);
        if (up.is === "ready") resolve();
        else this.hear(up);
      });
      this.child.once("exit", (code) => {
        const cause = new Error(`the bots' process ended with ${code}`);
        reject(cause);
        for (const call of this.calls.values()) call.reject(cause);
        this.calls.clear();
      });
    });
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  private hear(up: Up): void {
    if (up.is === "ready") return;
    if (up.is === "disconnected") return this.onDisconnected.get(up.bot)?.(up.reason);
    const call = this.calls.get(up.call);
    this.calls.delete(up.call);
    if (up.is === "done") call?.resolve(up.result);
    else call?.reject(new Error(up.reason));
  }

  order(bot: string, order: Order): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (!this.child.connected) return reject(new Error("the bots' process has ended"));
      const call = this.nextCall++;
      this.calls.set(call, { resolve, reject });
      this.child.send({ call, bot, order });
    });
  }

  whenDisconnected(bot: string, act: (reason: number) => void): void {
    this.onDisconnected.set(bot, act);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, "exit");
    if (this.child.connected) this.child.disconnect();
    const timer = setTimeout(() => this.child.kill("SIGKILL"), END_WITHIN_MS);
    await ended;
    clearTimeout(timer);
  }
}

export class Bot {
  readonly name: string;
  private readonly id: string;
  private readonly process: BotProcess;

  constructor(process: BotProcess, id: string, name: string) {
    this.process = process;
    this.id = id;
    this.name = name;
  }

  private async order<K extends Order["do"]>(order: Extract<Order, { do: K }>): Promise<Result<K>> {
    const result = await this.process.order(this.id, order).catch((cause: Error) => {
      throw new Error(`${this.name} could not ${order.do}: ${cause.message}`, { cause });
    });
    return z.parse(RESULTS[order.do as K], result) as Result<K>;
  }

  async connect(to: { url: string; token: string; autoSubscribe: boolean }): Promise<void> {
    await this.order({ do: "connect", ...to });
  }

  /** Refused = not answered for three seconds. The bot is deaf then and must connect again before it can do more. */
  publishTone(tone: { source: BotSource; hz: number }): Promise<Published> {
    return this.order({ do: "publishTone", ...tone });
  }

  publishPicture(picture: { width: number; height: number; fps: number }): Promise<Published> {
    return this.order({ do: "publishPicture", ...picture });
  }

  /** A murmur that sounds while it is this bot's turn to `talk`. */
  publishVoice(voice: { seed: number; pitch: number }): Promise<Published> {
    return this.order({ do: "publishVoice", ...voice });
  }

  publishPortrait(picture: { look: LookName; size: number; fps: number }): Promise<Published> {
    return this.order({ do: "publishPortrait", ...picture });
  }

  async talk(on: boolean): Promise<void> {
    await this.order({ do: "talk", on });
  }

  async unpublish(source: BotSource): Promise<void> {
    await this.order({ do: "unpublish", source });
  }

  /** Identities whose microphone is listened to, or sound and pictures apart; `null` = everything. */
  async subscribeOnly(wanted: Wanted | readonly string[] | null): Promise<void> {
    const sorted = Array.isArray(wanted) ? { sound: [...wanted], picture: [] } : (wanted as Wanted | null);
    await this.order({ do: "subscribeOnly", wanted: sorted });
  }

  async sendData(text: string): Promise<void> {
    await this.order({ do: "sendData", text });
  }

  async fullReconnect(): Promise<void> {
    await this.order({ do: "fullReconnect" });
  }

  /** Audible 20 ms frames since the bot began, by identity of who sent them. */
  audioFrames(): Promise<Record<string, number>> {
    return this.order({ do: "audioFrames" });
  }

  /** By `clock` of bot-protocol.ts. */
  lastAudible(): Promise<Record<string, number>> {
    return this.order({ do: "lastAudible" });
  }

  async heardFrom(identity: string): Promise<number> {
    return (await this.audioFrames())[identity] ?? 0;
  }

  publications(): Promise<Publication[]> {
    return this.order({ do: "publications" });
  }

  state(): Promise<BotState> {
    return this.order({ do: "state" });
  }

  async disconnect(): Promise<void> {
    await this.order({ do: "disconnect" });
  }

  whenDisconnected(act: (reason: number) => void): void {
    this.process.whenDisconnected(this.id, act);
  }
}

/** A bot and a person in one: joined by the app's doors, in the media room whenever the snapshot says it is in. */
export class SessionBot {
  readonly person: Person;
  readonly media: Bot;
  /** Look at pictures too. Off by default: decoding costs. */
  private readonly watching: boolean;
  private following: Promise<void> = Promise.resolve();
  private connected = false;
  private gone = false;
  private faults: unknown[] = [];

  constructor(person: Person, media: Bot, watching: boolean) {
    this.person = person;
    this.media = media;
    this.watching = watching;
    media.whenDisconnected((reason) => {
      this.connected = false;
      if (COME_BACK_AFTER.has(reason)) this.follow();
    });
    person.watch(() => this.follow());
  }

  get id(): PersonId {
    return this.person.id;
  }

  /** Brings the media side after the newest snapshot; one step at a time, so that the newest always wins. */
  follow(): void {
    this.following = this.following
      .then(() => this.catchUp())
      .catch((cause: unknown) => {
        this.faults.push(cause);
      });
  }

  private async catchUp(): Promise<void> {
    const until = performance.now() + COME_BACK_WITHIN_MS;
    while (!this.connected) {
      if (this.gone || this.person.snapshot().standing !== "in") return;
      try {
        const { token, path } = await this.person.mediaToken();
        await this.media.connect({ url: this.person.mediaUrl(path), token, autoSubscribe: false });
        this.connected = true;
      } catch (cause) {
        if (performance.now() > until || this.gone) throw cause;
        await new Promise((resolve) => setTimeout(resolve, COME_BACK_EVERY_MS));
      }
    }
    await this.media.subscribeOnly(this.wanted(this.person.snapshot()));
  }

  /** The honest client's policy: microphones of who may speak, cameras of who may be seen. */
  private wanted(snapshot: Snapshot): Wanted {
    if (snapshot.standing !== "in") return { sound: [], picture: [] };
    const others = snapshot.seats.filter((seat) => seat.person !== this.person.id);
    return {
      sound: others.filter((seat) => seat.maySpeak).map((seat) => seat.person),
      picture: this.watching ? others.filter((seat) => seat.mayShow).map((seat) => seat.person) : [],
    };
  }

  /** Resolves when the media side has caught up with the newest snapshot; throws when it could not. */
  async settled(): Promise<void> {
    await this.following;
    if (!this.connected && this.faults.length === 0) this.follow();
    await this.following;
    const [fault] = this.faults;
    this.faults = [];
    if (fault !== undefined) throw fault;
    if (!this.connected) throw new Error(`${this.person.name} is not in the media room`);
  }

  /** When refused, the bot comes back under a new media connection with its next step. */
  openMicrophone(hz = 440): Promise<Published> {
    return this.publish(() => this.media.publishTone({ source: "microphone", hz }));
  }

  openVoice(voice: { seed: number; pitch: number }): Promise<Published> {
    return this.publish(() => this.media.publishVoice(voice));
  }

  openPortrait(picture: { look: LookName; size: number; fps: number }): Promise<Published> {
    return this.publish(() => this.media.publishPortrait(picture));
  }

  closeMicrophone(): Promise<void> {
    return this.media.unpublish("microphone");
  }

  openCamera(picture = { width: 160, height: 90, fps: 5 }): Promise<Published> {
    return this.publish(() => this.media.publishPicture(picture));
  }

  private async publish(how: () => Promise<Published>): Promise<Published> {
    await this.settled();
    const published = await how();
    if (!published.published) this.connected = false;
    return published;
  }

  command(command: Command): Promise<Answer> {
    return this.person.command(command);
  }

  audioFrames(): Promise<Record<string, number>> {
    return this.media.audioFrames();
  }

  heardFrom(identity: string): Promise<number> {
    return this.media.heardFrom(identity);
  }

  async leave(): Promise<void> {
    this.gone = true;
    this.person.close();
    await this.following;
    await this.media.disconnect();
  }
}

export class Crew {
  private readonly processes: readonly BotProcess[];
  private readonly sessionBots: SessionBot[] = [];
  private count = 0;

  constructor(processes: readonly BotProcess[]) {
    this.processes = processes;
  }

  get pids(): number[] {
    return this.processes.map((process) => process.pid);
  }

  async add({ name }: { readonly name: string }): Promise<Bot> {
    const process = this.processes[this.count % this.processes.length];
    if (process === undefined) throw new Error("a crew needs a process");
    this.count++;
    await process.ready;
    return new Bot(process, `bot-${this.count}`, name);
  }

  /** Knocks, opens the live wire, and follows its snapshots. Somebody who must wait at the door is returned waiting. */
  async joinSession(knock: Knock & { readonly watching?: boolean }): Promise<SessionBot> {
    const person = await enter(knock);
    const bot = new SessionBot(person, await this.add({ name: knock.name }), knock.watching ?? false);
    this.sessionBots.push(bot);
    const first = await person.connect();
    if (first.standing === "in") await bot.settled();
    return bot;
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.sessionBots.map((bot) => bot.leave()));
    await Promise.all(this.processes.map((process) => process.stop()));
  }
}

export async function startBots({ processes = 1 }: { readonly processes?: number } = {}): Promise<Crew> {
  const started = Array.from({ length: processes }, () => new BotProcess());
  await Promise.all(started.map((process) => process.ready));
  return new Crew(started);
}
