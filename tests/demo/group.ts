/**
 * Eight simulated doctors in one meeting: a co-leader who lets the others in, and seven members. They talk in turns
 * and fall silent like a group, whatever the leader at the screen does with them.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import { type Running, type TestSession, knockAt } from "../support/app.ts";
import { type Crew, startBots } from "../support/bots.ts";
import { diceFrom } from "../simulation/dice.ts";
import { nextTurn } from "./conversation.ts";
import { type Character, Doctor } from "./doctor.ts";

const CO_LEADER: Character = { name: "Clara Duarte", look: "clara", pitch: 196 };
const MEMBERS: readonly Character[] = [
  { name: "Ilona Szabó", look: "ilona", pitch: 207, offersAfterMs: 6_000 },
  { name: "Tom Reyes", look: "tom", pitch: 118 },
  { name: "Mei Lin", look: "mei", pitch: 218, offersAfterMs: 14_000 },
  { name: "David Osei", look: "david", pitch: 98 },
  { name: "Jonas Berg", look: "jonas", pitch: 124 },
  { name: "Priya Nair", look: "priya", pitch: 203 },
  { name: "Luc Moreau", look: "luc", pitch: 106 },
];
/** These two come late, so that the leader at the screen has somebody to let in. */
const LATE = 2;
const STEP_MS = 200;

export type Group = {
  /** Resolves when everybody but the late ones sits in the circle with an open camera. */
  readonly seated: Promise<void>;
  readonly lateKnock: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function startGroup(running: Running, session: TestSession, seed = 7): Promise<Group> {
  const crew: Crew = await startBots({ processes: 2 });
  const doctors: Doctor[] = [];
  const knock = knockAt(running, session);
  const coKey = session.leaderKeys[1] ?? "";
  const co = await crew.joinSession({ ...knock, key: coKey, name: CO_LEADER.name });
  doctors.push(new Doctor(co, CO_LEADER));
  let stopped = false;

  async function come(character: Character): Promise<Doctor> {
    const bot = await crew.joinSession({ ...knock, name: character.name });
    const doctor = new Doctor(bot, character);
    doctors.push(doctor);
    return doctor;
  }

  async function seat(): Promise<void> {
    for (const character of MEMBERS.slice(0, -LATE)) {
      const { bot } = await come(character);
      await co.person.admit(bot.person.id);
      await bot.person.untilIn();
    }
  }

  function room(): RoomSnapshot | null {
    const snapshot = co.person.snapshot();
    return snapshot.standing === "in" ? snapshot : null;
  }

  async function converse(): Promise<void> {
    const dice = diceFrom(seed);
    let last: string | null = null;
    while (!stopped) {
      const now = room();
      if (now === null) {
        await delay(STEP_MS);
        continue;
      }
      const presenter = now.seats.find(({ presents }) => presents)?.person ?? null;
      // Leaders speak sparingly; this one leaves it to whoever is at the screen.
      const ready = doctors.filter((one) => one.bot !== co && one.isReady()).map(({ id }) => id);
      const hush = now.card === "momentOfSilence";
      const turn = nextTurn({ phase: now.phase, paused: now.paused, hush, presenter, ready, last }, dice);
      last = turn.who;
      const speaker = doctors.find(({ id }) => id === turn.who);
      await speaker?.talk(true);
      const until = Date.now() + turn.ms;
      while (!stopped && Date.now() < until && room()?.phase === now.phase && (speaker?.isReady() ?? true))
        await delay(STEP_MS);
      await speaker?.talk(false);
    }
  }

  const talking = converse();
  return {
    seated: seat(),
    async lateKnock() {
      for (const character of MEMBERS.slice(-LATE)) await come(character);
    },
    async stop() {
      stopped = true;
      await talking;
      for (const doctor of doctors) await doctor.leave().catch(() => undefined);
      await crew.stop();
    },
  };
}
