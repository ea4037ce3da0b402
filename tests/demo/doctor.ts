/**
 * One simulated doctor: comes in with a face, opens the microphone by own wish whenever it is allowed, offers a case,
 * falls silent after a quiet word, and gives a sign when sitting back has been long. Does not decide whose turn it is.
 */
import type { PersonId } from "@balint/shared/session/model";
import type { RoomSnapshot, Snapshot } from "@balint/shared/session/protocol";
import type { SessionBot } from "../support/bots.ts";
import type { LookName } from "../support/bot-protocol.ts";

export type Character = {
  readonly name: string;
  readonly look: LookName;
  /** Hz */
  readonly pitch: number;
  /** Has a patient in mind, and says so this long after the question. */
  readonly offersAfterMs?: number;
};

const PORTRAIT = { size: 200, fps: 8 };
const OPENS_AFTER_MS = 1_200;
const READS_FOR_MS = 4_000;
const QUIET_FOR_MS = 25_000;
const CLOSED_FOR_MS = 12_000;
const SIGN_AFTER_MS = 120_000;
const LOOK_EVERY_MS = 300;

export class Doctor {
  readonly character: Character;
  readonly bot: SessionBot;
  private open = false;
  private opensAt = 0;
  private quietUntil = 0;
  private busy = false;
  /** When what began, so that each is done once. */
  private readonly since = new Map<string, number>();
  private readonly read = new Set<string>();
  private readonly timer: NodeJS.Timeout;

  constructor(bot: SessionBot, character: Character) {
    this.bot = bot;
    this.character = character;
    this.timer = setInterval(() => void this.live(), LOOK_EVERY_MS);
  }

  get id(): PersonId {
    return this.bot.id;
  }

  /** Microphone open, and nothing on the mind that keeps one silent. */
  isReady(): boolean {
    return this.open && this.room()?.you.microphone === true && Date.now() > this.quietUntil;
  }

  async talk(on: boolean): Promise<void> {
    await this.bot.media.talk(on);
  }

  async leave(): Promise<void> {
    clearInterval(this.timer);
    await this.bot.leave();
  }

  private room(): RoomSnapshot | null {
    const snapshot: Snapshot = this.bot.person.snapshot();
    return snapshot.standing === "in" ? snapshot : null;
  }

  private async live(): Promise<void> {
    const room = this.room();
    if (this.busy || room === null) return;
    this.busy = true;
    try {
      await this.show();
      await this.listenToLeaders(room);
      await this.handleMicrophone(room);
      await this.offer(room);
      await this.sign(room);
    } catch {
      // A line that falls comes back, and the next look finds what is still to do.
      this.open = false;
    } finally {
      this.busy = false;
    }
  }

  private lasted(what: string, holds: boolean): number {
    if (!holds) {
      this.since.delete(what);
      return -1;
    }
    const began = this.since.get(what) ?? Date.now();
    this.since.set(what, began);
    return Date.now() - began;
  }

  private async show(): Promise<void> {
    await this.bot.settled();
    const { publishes } = await this.bot.media.state();
    if (!publishes.includes("camera")) await this.bot.openPortrait({ look: this.character.look, ...PORTRAIT });
    this.open &&= publishes.includes("microphone");
  }

  private async handleMicrophone(room: RoomSnapshot): Promise<void> {
    if (!room.you.microphone) {
      this.open = false;
      this.opensAt = Date.now() + OPENS_AFTER_MS + (this.character.pitch % 7) * 300;
      return;
    }
    if (this.open || Date.now() < this.opensAt) return;
    await this.bot.closeMicrophone();
    const { published } = await this.bot.openVoice({ seed: this.character.pitch, pitch: this.character.pitch });
    this.open = published;
  }

  private async listenToLeaders(room: RoomSnapshot): Promise<void> {
    for (const { id, kind } of room.toYou) {
      if (this.read.has(id)) continue;
      this.read.add(id);
      this.quietUntil = Date.now() + QUIET_FOR_MS;
      if (kind !== "nudge") {
        this.open = false;
        this.opensAt = Date.now() + CLOSED_FOR_MS;
        await this.bot.closeMicrophone();
      }
      setTimeout(() => void this.bot.command({ kind: "whisper.done", whisper: id }), READS_FOR_MS);
    }
  }

  private async offer(room: RoomSnapshot): Promise<void> {
    const { offersAfterMs } = this.character;
    const waited = this.lasted("the question", room.phase === "caseCall");
    if (offersAfterMs === undefined || waited < offersAfterMs || room.offers.includes(this.id)) return;
    await this.bot.command({ kind: "case.offer" });
  }

  private async sign(room: RoomSnapshot): Promise<void> {
    const waited = this.lasted("sitting back", room.you.sittingBack);
    if (waited < SIGN_AFTER_MS || room.you.signal !== null) return;
    this.since.set("sitting back", Date.now());
    await this.bot.command({ kind: "presenter.signal", signal: "comeBack" });
  }
}
