/**
 * `npm run bench -- seat-back [--rounds 30]`: how long after the leader's click the presenter is silent and everybody
 * told, each beside the least that the same machinery needs, in turns, so that noise hits both alike. Asserts nothing.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startServer } from "../support/app.ts";
import { startBots } from "../support/bots.ts";
import { asProgram } from "../support/program.ts";
import { type BareWire, startBareWire } from "./seat-back/bare-wire.ts";
import { type Circle, gather } from "./seat-back/circle.ts";
import { type Silence, type SitBack, bareRevocation, sitBack } from "./seat-back/silence.ts";
import { percentile, tableOf } from "./seat-back/table.ts";

/** Not counted: until both sides' code is warm. */
const WARM_UP = 3;
/** Before each telling of the bare server, so that it has been as idle as ours was. */
const IDLE_MS = 100;

type Samples = { ours: SitBack[]; floor: Silence[]; told: number[]; toldStored: number[] };

async function round(circle: Circle, wire: BareWire, into: Samples): Promise<void> {
  const ours = await sitBack(circle);
  if (ours !== null) into.ours.push(ours);
  await delay(IDLE_MS);
  into.told.push(await wire.tell({ stored: false }));
  const floor = await bareRevocation(circle);
  if (floor !== null) into.floor.push(floor);
  await delay(IDLE_MS);
  into.toldStored.push(await wire.tell({ stored: true }));
}

const newSamples = (): Samples => ({ ours: [], floor: [], told: [], toldStored: [] });

function report({ ours, floor, told, toldStored }: Samples, circle: Circle, rounds: number): string {
  const people = circle.persons.length;
  const row = (what: string, of: keyof Silence) => ({
    what,
    ours: ours.map((one) => one[of]),
    floor: floor.map((one) => one[of]),
  });
  const tail = percentile(
    floor.map((one) => one.taking - one.confirmed),
    50,
  );
  return [
    `Sitting back with ${people} people, in ms from the leader's click; ${rounds} rounds, ours and floor in turns.`,
    tableOf([
      row(`A1 last sound at ${circle.taking.length} listeners who take all that is forwarded`, "taking"),
      row(`A2 last sound at ${circle.following.length} listeners who follow the snapshot too`, "following"),
      row("A3 media server has confirmed", "confirmed"),
      { what: `B1 all ${people} told; floor: bare Socket.IO`, ours: ours.map((one) => one.told), floor: told },
      {
        what: `B2 all ${people} told; floor: durable commit, then B1's`,
        ours: ours.map((one) => one.told),
        floor: toldStored,
      },
    ]),
    "A's floor is one bare updateParticipant for the same presenter and listeners. A3 of ours ends when the leader's",
    `socket has read "settled", so it includes the way back. A1 and A2 are what comes out of the listener's decoder,`,
    `in frames of 20 ms, on both sides alike; of the floor, p50 ${tail.toFixed(1)} ms after the media server's answer. A2 can be under`,
    "its floor, because there nobody unsubscribes.",
    `Void, because a listener's stream had stood still: ${rounds - ours.length} of ours, ${rounds - floor.length} of the floor.`,
  ].join("\n");
}

const { values } = parseArgs({ options: { rounds: { type: "string", default: "30" } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds takes a whole number above 0");

await asProgram(async (later) => {
  const bareDir = await mkdtemp(join(tmpdir(), "balint-bare-"));
  later(() => rm(bareDir, { recursive: true, force: true }));
  const server = await startServer();
  later(() => server.end());
  const crew = await startBots({ processes: 2 });
  later(() => crew.stop());
  const circle = await gather(server, crew);
  later(() => circle.persons.forEach((person) => person.close()));
  // The leader stands first: its snapshot is the largest and is what the bare server stores.
  const first = [circle.leader.person, ...circle.persons.filter((person) => person !== circle.leader.person)];
  const wire = await startBareWire(
    bareDir,
    first.map((person) => person.room()),
  );
  later(() => wire.stop());

  for (let i = 0; i < WARM_UP; i++) await round(circle, wire, newSamples());
  const samples = newSamples();
  for (let i = 0; i < rounds; i++) await round(circle, wire, samples);
  console.log(report(samples, circle, rounds));
});
