/**
 * One random session, legal-biased: leaders mostly take the next step, people come, speak, drop and cheat, and every
 * now and then something breaks. Counts what it visited, so that nobody can mistake an idle run for a sound one.
 */
import {
  CardKind,
  CommandId,
  HelpTopic,
  NudgeKind,
  PHASES,
  type PersonId,
  SignalKind,
  Visibility,
} from "@balint/shared/session/model";
import { seenIn } from "@balint/shared/session/fixtures";
import { presenterNow } from "@balint/shared/session/policy";
import type { Answer, Command, KnockSeen } from "@balint/shared/session/protocol";
import { diceFrom } from "./dice.ts";
import { GRACE_MS, must } from "./judge.ts";
import { MOST_WAITING, World } from "./world.ts";

export type Visits = Map<string, number>;

class Failure extends Error {}

const STEPS = 52;
/** More than a room holds at once. */
const FLOOD = 260;

/**
 * @param untrue whether the media server may also say what is not true
 * @throws Failure naming the seed and the last things that happened.
 */
export async function walk(seed: number, visits: Visits, untrue = false): Promise<void> {
  const dice = diceFrom(seed);
  const world = new World(dice, dice.oneOf(["sixty", "ninety", "ninety", "classic"]));
  const happened: string[] = [];
  const note = (what: string) => {
    happened.push(`${world.clock.now() % 1_000_000} ${world.session.phase} ${what}`);
    visits.set(what.split(" ")[0] ?? what, (visits.get(what.split(" ")[0] ?? what) ?? 0) + 1);
  };
  const walker = new Walker(world, note, untrue);
  try {
    await world.begin();
    await walker.gather();
    for (let step = 0; step < STEPS && !world.isOver; step++) {
      await walker.step();
      visits.set(world.session.phase, (visits.get(world.session.phase) ?? 0) + 1);
      await world.clock.advance(dice.below(dice.chance(0.15) ? 4_000 : 400));
      world.check();
      world.look();
    }
    await world.checkConverged();
    await walker.checkAnswers();
    await walker.checkObeyed();
    for (const [what, count] of world.met) visits.set(what, (visits.get(what) ?? 0) + count);
  } catch (error) {
    const last = happened.slice(-30).join("\n  ");
    throw new Failure(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}\n  ${last}`, {
      cause: error,
    });
  }
}

type Issued = { readonly by: PersonId; readonly id: CommandId; readonly command: Command; readonly answer: Answer };

class Walker {
  readonly #world: World;
  readonly #note: (what: string) => void;
  readonly #issued: Issued[] = [];
  readonly #untrue: boolean;
  #ids = 0;

  constructor(world: World, note: (what: string) => void, untrue: boolean) {
    this.#world = world;
    this.#note = note;
    this.#untrue = untrue;
  }

  async gather(): Promise<void> {
    const { dice, leaders, guests } = this.#world;
    for (const leader of leaders) {
      must(await this.#world.leaderEnters(leader), "a leader comes in when nothing fails");
      await this.#world.line(leader, "open");
    }
    // Now and then more than there are chairs for.
    const come = dice.chance(0.1) ? guests : guests.slice(0, 3);
    for (const guest of come) {
      await this.#world.knock(guest, "member");
      await this.#world.line(guest, "open");
      await this.#issue(leaders[0], { kind: "person.admit", person: guest, seen: this.#seen(guest) });
      void this.#connect(guest);
    }
  }

  async step(): Promise<void> {
    const { dice } = this.#world;
    const acts: [number, () => Promise<unknown> | void][] = [
      [22, () => this.#leaderMoves()],
      [10, () => this.#offer()],
      [14, () => this.#leaderActs()],
      [8, () => this.#personActs()],
      [4, () => this.#anything()],
      [8, () => this.#comeOrGo()],
      [16, () => this.#useMedia()],
      [3, () => this.#replay()],
      [5, () => this.#breakSomething()],
      [1, () => this.#loseLeaders()],
      [this.#isLeaderless ? 12 : 0, () => this.#leadersReturn()],
      [this.#isLeaderless ? 12 : 0, () => this.#deputyActs()],
    ];
    let roll = dice.below(acts.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, act] of acts) {
      if (roll < weight) return void (await act());
      roll -= weight;
    }
  }

  async #issue(by: PersonId | undefined, command: Command): Promise<string> {
    if (by === undefined) return "";
    const id = CommandId.parse(`command-${(this.#ids += 1)}`);
    const answer = await this.#world.issue(by, id, command);
    this.#issued.push({ by, id, command, answer });
    const code = answer.ok ? "ok" : answer.code;
    this.#note(`${command.kind} by ${by}: ${code} ${JSON.stringify(command)}`);
    if (code === "full") this.#note("full");
    return code;
  }

  /** Whoever leads just now, mostly. */
  #leader(): PersonId {
    const { dice, leaders, session } = this.#world;
    const chair = session.unattended?.chair ?? null;
    if (chair === null || dice.chance(0.2)) return dice.oneOf(leaders);
    this.#note("chair");
    return chair;
  }

  #someone(): PersonId {
    const { dice, leaders, guests } = this.#world;
    return dice.oneOf([...leaders, ...guests]);
  }

  async #leaderMoves(): Promise<unknown> {
    const { dice, session } = this.#world;
    if (session.phase === "caseCall" && session.offers.length > 0 && dice.chance(0.8))
      return this.#issue(this.#leader(), { kind: "case.pick", person: dice.oneOf(session.offers) });
    if (session.phase === "caseCall" && dice.chance(0.1))
      return this.#issue(this.#leader(), { kind: "case.pick", person: this.#someone() });
    const steps = this.#world.steps().filter(({ kind }) => kind !== "end" || dice.chance(0.04));
    const on = steps.find(({ kind }) => kind === "on" || kind === "again");
    const step = on !== undefined && dice.chance(0.7) ? on : dice.oneOf([...steps, { to: dice.oneOf(PHASES) }]);
    const move: Command = { kind: "phase.move", from: session.phase, to: step.to };
    if (!dice.chance(0.2)) return this.#issue(this.#leader(), move);
    // Both leaders at once.
    this.#note("bothLeaders");
    const version = session.version;
    await Promise.all(this.#world.leaders.map((leader) => this.#issue(leader, move)));
    const applied = this.#issued.slice(-2).filter(({ answer }) => answer.ok && Number(answer.version) > version);
    must(applied.length <= 1, "two leaders who press at once advance once");
  }

  async #offer(): Promise<void> {
    const guest = this.#world.dice.oneOf(this.#world.guests);
    await this.#issue(guest, { kind: this.#world.dice.chance(0.85) ? "case.offer" : "case.withdraw" });
  }

  async #leaderActs(): Promise<unknown> {
    const { dice, session } = this.#world;
    const person = dice.chance(0.4) && session.presenter !== null ? session.presenter.person : this.#someone();
    const waiting = session.people.filter(({ door }) => door === "waiting").map(({ id }) => id);
    if (waiting.length > 0 && dice.chance(0.5)) {
      const guest = dice.oneOf(waiting);
      const kind = dice.chance(0.9) ? "person.admit" : "person.refuse";
      return this.#issue(this.#leader(), { kind, person: guest, seen: this.#seen(guest) });
    }
    const commands: Command[] = [
      { kind: "person.hold", person },
      { kind: "person.release", person },
      { kind: "person.mute", person },
      { kind: "person.askToMute", person },
      { kind: "person.nudge", person, nudge: dice.oneOf(NudgeKind.options) },
      { kind: "observer.hear", person, heard: dice.chance(0.6) },
      { kind: session.pausedSince === null ? "session.pause" : "session.resume" },
      { kind: "session.resume" },
      { kind: "phase.extend", phase: session.phase, minutes: 5 },
      { kind: "room.card", card: dice.oneOf(CardKind.options) },
      { kind: "leaders.say", text: "a line" },
      { kind: "deputy.name", person: dice.chance(0.8) ? person : null, instead: session.deputy },
      { kind: "deputy.name", person: dice.oneOf(this.#world.guests), instead: session.deputy },
      ...(dice.chance(0.3) ? [{ kind: "person.stepOut", person, presents: this.#presents(person) } as const] : []),
      ...this.#shown(),
    ];
    await this.#issue(this.#leader(), dice.oneOf(commands));
  }

  /** What a leader who has just looked may do to all they saw: at the door, and on chairs without a line. */
  #shown(): Command[] {
    const { people } = this.#world.session;
    const atDoor = people.filter(({ door }) => door === "waiting").map(({ id, knockedAt }) => [id, knockedAt] as const);
    const lost = people.flatMap(({ id, door, line }) =>
      door === "admitted" && line.is === "lost" ? [[id, line.since] as const] : [],
    );
    const shownOf = (some: readonly (readonly [PersonId, number])[]) =>
      some.map(([person, since]) => ({ person, since }));
    return [
      ...(atDoor.length > 0 ? [{ kind: "door.refuse", shown: shownOf(atDoor) } as const] : []),
      ...(lost.length > 0 ? [{ kind: "chairs.free", shown: shownOf(lost) } as const] : []),
    ];
  }

  async #personActs(): Promise<void> {
    const { dice, session } = this.#world;
    const by = dice.chance(0.5) && session.presenter !== null ? session.presenter.person : this.#someone();
    const commands: Command[] = [
      { kind: "presenter.signal", signal: dice.oneOf(SignalKind.options) },
      { kind: "presenter.visibility", visibility: dice.oneOf(Visibility.options) },
      { kind: "help.ask", topic: dice.oneOf(HelpTopic.options), text: "" },
      ...(dice.chance(0.3) ? [{ kind: "self.leave" } as const] : []),
    ];
    await this.#issue(by, dice.oneOf(commands));
  }

  /** As the leaders' screens show it just now. */
  #seen(person: PersonId): KnockSeen {
    return seenIn(this.#world, person);
  }

  #presents(person: PersonId): boolean {
    return presenterNow(this.#world.session) === person;
  }

  /** Commands that nobody honest would send just now. */
  async #anything(): Promise<void> {
    const { dice } = this.#world;
    const person = this.#someone();
    const commands: Command[] = [
      { kind: "phase.move", from: dice.oneOf(PHASES), to: dice.oneOf(PHASES) },
      { kind: "case.pick", person },
      { kind: "person.admit", person, seen: this.#seen(person) },
      { kind: "person.release", person },
      { kind: "person.stepOut", person, presents: this.#presents(person) },
      { kind: "session.resume" },
      { kind: "deputy.takeChair" },
      { kind: "deputy.name", person, instead: null },
      { kind: "leaders.say", text: "a line" },
      { kind: "observer.hear", person, heard: true },
      { kind: "whisper.done", whisper: CommandId.parse(`command-${1 + dice.below(this.#ids + 1)}`) },
    ];
    await this.#issue(dice.oneOf(this.#world.guests), dice.oneOf(commands));
  }

  async #comeOrGo(): Promise<void> {
    const { dice, online, leaders } = this.#world;
    const person = this.#someone();
    if (online.has(person)) {
      this.#note("drops");
      if (dice.chance(0.5)) this.#world.disconnectMedia(person);
      return this.#world.line(person, "lost");
    }
    this.#note("comes");
    if (leaders.includes(person)) await this.#world.leaderEnters(person);
    else await this.#world.knock(person, dice.chance(0.8) ? "member" : "observer");
    await this.#world.line(person, "open");
    void this.#connect(person);
  }

  /** As long as the media server takes: nobody else waits for it. */
  async #connect(person: PersonId): Promise<void> {
    await this.#world.fetchToken(person);
    if (this.#world.connectMedia(person, "door")) this.#note("connects");
  }

  get #isLeaderless(): boolean {
    return !this.#world.leaders.some((leader) => this.#world.online.has(leader));
  }

  /** Both leaders at once, mostly for longer than the grace. */
  async #loseLeaders(): Promise<void> {
    const { dice, leaders, online, session } = this.#world;
    if (session.deputy === null && dice.chance(0.7))
      await this.#issue(dice.oneOf(leaders), {
        kind: "deputy.name",
        person: dice.oneOf(this.#world.guests),
        instead: null,
      });
    for (const leader of leaders) {
      if (!online.has(leader)) continue;
      if (dice.chance(0.1)) await this.#issue(leader, { kind: "self.leave" });
      await this.#world.line(leader, "lost");
    }
    this.#note("leaderless");
    const failing = dice.chance(0.2);
    if (failing) this.#world.storeFailing = 0.5;
    await this.#waits(dice.chance(0.7) ? GRACE_MS + dice.below(3_000) : dice.below(GRACE_MS));
    if (failing) this.#world.storeFailing = 0;
    // Nobody says a word, so that what could not be stored is stored without anybody's doing.
    if (failing) await this.#waits(2_000);
    if (this.#world.session.unattended !== null) this.#note("alone");
    if (this.#world.session.pausedItself) this.#note("pausesItself");
  }

  /** Time passes, and nobody does anything. */
  async #waits(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 1_000) {
      await this.#world.clock.advance(Math.min(left, 1_000));
      this.#world.look();
    }
  }

  async #leadersReturn(): Promise<void> {
    const leader = this.#world.dice.oneOf(this.#world.leaders);
    this.#note("leaderReturns");
    await this.#world.leaderEnters(leader);
    await this.#world.line(leader, "open");
    void this.#connect(leader);
  }

  async #deputyActs(): Promise<unknown> {
    const { dice, session, guests } = this.#world;
    const deputy = session.deputy ?? dice.oneOf(guests);
    const inChair = session.unattended?.chair === deputy;
    if (inChair && session.pausedSince !== null && dice.chance(0.8))
      return this.#issue(deputy, { kind: "session.resume" });
    if (inChair && dice.chance(0.1)) return this.#world.line(deputy, "lost");
    const code = await this.#issue(deputy, { kind: "deputy.takeChair" });
    if (code === "ok") this.#note("takesChair");
  }

  /** More commands at once than a room holds: the rest are told so, and the room goes on. */
  async #flood(): Promise<void> {
    const { dice, session, guests } = this.#world;
    const by = dice.oneOf(guests);
    const answers = await Promise.all(
      Array.from({ length: FLOOD }, () => {
        const id = CommandId.parse(`command-${(this.#ids += 1)}`);
        return this.#world.issue(by, id, { kind: "help.ask", topic: "other", text: "" });
      }),
    );
    this.#note("floods");
    const busy = answers.filter((answer) => !answer.ok && answer.code === "busy").length;
    if (session.phase !== "ended") must(busy >= FLOOD - MOST_WAITING, "a room holds so many commands and no more");
  }

  #useMedia(): void {
    const { dice, session } = this.#world;
    const person = dice.chance(0.4) && session.presenter !== null ? session.presenter.person : this.#someone();
    const way = dice.below(10);
    if (way < 3) return void this.#connect(person);
    if (way < 5) return void (this.#world.connectMedia(person, "past") && this.#note("hoards"));
    if (way < 8)
      return void (this.#world.publish(person, { kind: "audio", source: "microphone" }) && this.#note("speaks"));
    if (way < 9)
      return void (this.#world.publish(person, { kind: "audio", source: "camera" }) && this.#note("mislabels"));
    if (dice.chance(0.5)) return this.#world.disconnectMedia(person);
    this.#note("strangers");
    this.#world.strangerConnects();
  }

  /** The same command once more, as after a lost acknowledgement. */
  async #replay(): Promise<void> {
    const { dice } = this.#world;
    if (this.#issued.length === 0) return;
    const { by, id, command, answer } = dice.oneOf(this.#issued);
    // What was refused then is judged anew, and may be applied now.
    const again = await this.#world.issue(by, id, command);
    this.#note(`replays ${command.kind}`);
    if (answer.ok && !this.#world.isOver && (again.ok || again.code !== "unavailable"))
      must(again.ok && again.version === answer.version, "the same id gets the same answer");
  }

  async checkAnswers(): Promise<void> {
    if (this.#world.isOver) return;
    const { version } = this.#world.session;
    for (const { by, id, command, answer } of this.#issued.filter((one) => one.answer.ok)) {
      const again = await this.#world.issue(by, id, command);
      must(again.ok && answer.ok && again.version === answer.version, "an answer given is an answer kept");
    }
    must(this.#world.session.version === version, "asking again applies nothing");
  }

  /** When nothing fails any more, a leader's word is done. */
  async checkObeyed(): Promise<void> {
    if (this.#world.isOver) return;
    const id = CommandId.parse("the-last-command");
    const here = this.#world.session.people.find(({ role, line }) => role === "leader" && line.is !== "left");
    if (here === undefined) return;
    const answer = await this.#world.issue(here.id, id, { kind: "room.card", card: "momentOfSilence" });
    must(answer.ok, "a leader's command is applied when nothing fails");
  }

  async #breakSomething(): Promise<void> {
    const world = this.#world;
    const { dice } = world;
    switch (dice.below(this.#untrue ? 20 : 13)) {
      case 0:
        this.#note("restarts");
        return world.restart();
      case 1:
        this.#note("sfuForgets");
        return world.sfu.forgets();
      case 2:
        this.#note("sfuFails");
        world.sfu.failing = dice.oneOf([0.2, 0.5, 1]);
        return;
      case 3:
        this.#note("sfuSlow");
        world.sfu.lagMs = dice.oneOf([20, 60, 500, 5_000]);
        return;
      case 4:
        this.#note("storeFails");
        world.storeFailing = dice.oneOf([0.1, 0.5]);
        return;
      case 5:
        this.#note("webhooksLost");
        world.webhooksLost = dice.oneOf([0.3, 1]);
        return;
      case 6:
        this.#note("clockJumps");
        return world.setClock(dice.below(120_000));
      case 7:
        this.#note("clockSetBack");
        return world.setClock(-dice.below(dice.chance(0.5) ? 120_000 : 7_200_000));
      case 8:
        this.#note("sfuDies");
        return world.sfuIs(false, dice.chance(0.5));
      case 9:
        this.#note("sfuReturns");
        return world.sfuIs(true, dice.chance(0.5));
      case 10:
        if (!dice.chance(0.05)) return;
        return this.#flood();
      case 13:
      case 14:
      case 15:
        this.#note("sfuDenies");
        return world.sfu.denies("absent");
      case 16:
      case 17:
        this.#note("sfuPretends");
        return world.sfu.denies("done");
      case 18:
        this.#note("sfuLosesTable");
        return world.sfu.losesTable();
      default:
        this.#note("mends");
        world.calm();
    }
  }
}
