/** Somebody who leads the simulated doctors alone finds a group that a whole meeting can be practised with. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Group, startGroup } from "../demo/group.ts";
import { type TestServer, knockAt, leaderOf, makeSession, startServer } from "../support/app.ts";
import { type Crew, startBots } from "../support/bots.ts";
import { eventually } from "../support/eventually.ts";

let server: TestServer;
let group: Group;
let ears: Crew;

beforeAll(async () => {
  [server, ears] = await Promise.all([startServer(), startBots()]);
});
afterAll(async () => {
  await group?.stop();
  await ears?.stop();
  await server?.stop();
  await server?.remove();
});

test("[P-1] [M-7] they knock, offer a case, tell it, fall silent when seated back, and talk among themselves", async () => {
  const session = await makeSession(server.baseUrl, server.organiserKey, { frame: "sixty" });
  group = await startGroup(server, session);
  const anna = await leaderOf(server, session, 1, "Anna");
  await group.seated;
  await group.lateKnock();
  const { leaders } = await anna.untilIn((room) => room.leaders?.door.length === 2);
  for (const { person } of leaders?.door ?? []) await anna.admit(person);
  const listener = await ears.joinSession({ ...knockAt(server, session), name: "Listener" });
  await anna.admit(listener.id);
  await listener.person.untilIn();
  await listener.settled();

  await anna.command({ kind: "phase.move", from: "gathering", to: "caseCall" });
  const { offers } = await anna.untilIn((room) => room.offers.length > 0, 60_000);
  const [presenter] = offers;
  if (presenter === undefined) throw new Error("nobody has a case");
  await anna.command({ kind: "case.pick", person: presenter });
  const frames = () => listener.audioFrames();
  await eventually("the case is told", async () => ((await frames())[presenter] ?? 0) > 50, 90_000);

  await anna.command({ kind: "phase.move", from: "presentation", to: "discussion" });
  // What was under way has arrived when somebody else is heard for the first time.
  const others = async () =>
    Object.entries(await frames())
      .filter(([id]) => id !== presenter)
      .reduce((sum, [, count]) => sum + count, 0);
  const before = await others();
  await eventually("the group talks", async () => (await others()) > before + 20, 90_000);
  const told = (await frames())[presenter];
  const later = await others();
  await eventually("the group goes on", async () => (await others()) > later + 50, 90_000);
  expect((await frames())[presenter]).toBe(told);
}, 300_000);
