/**
 * Leaders lose their lines, leave, and come back, on the real process: what each may do at once, what the room does by
 * itself, and that nothing is lost.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PersonId } from "@balint/shared/session/model";
import type { Command, LeadersView, RoomSnapshot } from "@balint/shared/session/protocol";
import { COMMAND_RIGHTS } from "@balint/shared/session/policy";
import {
  type TestServer,
  type TestSession,
  admitted,
  knockAt,
  leaderOf,
  makeSession,
  startServer,
} from "../support/app.ts";
import { watchFor } from "../support/eventually.ts";
import { figures, msSince } from "../support/figures.ts";
import { type Person, enter } from "../support/person.ts";

/** The shortest that an operator may set. */
const GRACE_MS = 5_000;
const note = figures("leaders are lost");
const ENV = { LEADERS_GRACE_SECONDS: String(GRACE_MS / 1000) };

let server: TestServer;
const servers: TestServer[] = [];
beforeAll(async () => {
  server = await startServer({ env: ENV });
  servers.push(server);
});
afterAll(async () => {
  for (const one of servers) await one.stop("SIGKILL");
  for (const one of servers) await one.remove();
});

type Circle = { session: TestSession; anna: Person; clara: Person; ilona: Person; tom: Person; close: () => void };

async function circle(): Promise<Circle> {
  const session = await makeSession(server.baseUrl, server.organiserKey);
  const anna = await leaderOf(server, session, 1, "Anna");
  const clara = await leaderOf(server, session, 2, "Clara");
  const ilona = await admitted(server, session, anna, "Ilona");
  const tom = await admitted(server, session, clara, "Tom");
  const all = [anna, clara, ilona, tom];
  return { session, anna, clara, ilona, tom, close: () => all.forEach((person) => person.close()) };
}

async function must(person: Person, ...commands: Command[]): Promise<void> {
  for (const command of commands)
    expect([command.kind, await person.command(command)]).toMatchObject([command.kind, { ok: true }]);
}

async function seatBack({ anna, ilona }: Circle): Promise<void> {
  await must(anna, { kind: "phase.move", from: "gathering", to: "caseCall" });
  await must(ilona, { kind: "case.offer" });
  await must(
    anna,
    { kind: "case.pick", person: ilona.id },
    { kind: "phase.move", from: "presentation", to: "discussion" },
  );
}

const isLost = (person: Person) => (room: RoomSnapshot) =>
  room.seats.some((seat) => seat.person === person.id && seat.line === "lost");
const unattended = (room: RoomSnapshot) => room.unattended !== null && room.unattended.chair === null;

/** What must be the same when a leader comes back. The time of a pause is given back to the phase when it ends. */
function kept(room: RoomSnapshot) {
  const { phase, caseNumber, offers, seats, leaders } = room;
  const { held, heard, deputy, whispers, minutes, phaseSince } = leaders ?? ({} as Partial<LeadersView>);
  return {
    ...{ phase, caseNumber, offers, held, heard, deputy, whispers, minutes, phaseSince },
    seats: seats.map(({ person, seat, place, presents }) => ({ person, seat, place, presents })),
  };
}

test("[P-13] [P-10] one leader is gone: the other has every power at once, without a step in between", async () => {
  const room = await circle();
  const { session, anna, clara, ilona, tom } = room;
  const olga = await enter({ ...knockAt(server, session), name: "Olga", as: "observer" });
  await olga.connect();
  const eve = await enter({ ...knockAt(server, session), name: "Eve" });
  await eve.connect();
  const nora = await enter({ ...knockAt(server, session), name: "Nora" });
  await nora.connect();
  const gone = await admitted(server, session, anna, "Gone");
  gone.close();
  anna.close();
  const { leaders } = await clara.untilIn((now) => isLost(anna)(now) && isLost(gone)(now));
  const since = (of: readonly { person: PersonId; since: number }[] | undefined, { id }: Person) =>
    of?.flatMap((one) => (one.person === id ? [{ person: id, since: one.since }] : [])) ?? [];
  const clarasCommands: Command[] = [
    await clara.answering("person.admit", olga.id),
    await clara.answering("person.refuse", eve.id),
    { kind: "door.refuse", shown: since(leaders?.door, nora) },
    { kind: "chairs.free", shown: since(leaders?.lost, gone) },
    { kind: "deputy.name", person: tom.id, instead: null },
    { kind: "observer.hear", person: olga.id, heard: true },
    { kind: "person.hold", person: tom.id },
    { kind: "person.release", person: tom.id },
    { kind: "person.mute", person: tom.id },
    { kind: "person.askToMute", person: tom.id },
    { kind: "person.nudge", person: tom.id, nudge: "advising" },
    { kind: "room.card", card: "momentOfSilence" },
    { kind: "leaders.say", text: "are you there" },
    { kind: "session.pause" },
    { kind: "session.resume" },
    { kind: "phase.extend", phase: "gathering", minutes: 5 },
    { kind: "phase.move", from: "gathering", to: "caseCall" },
  ];
  await must(clara, ...clarasCommands);
  await must(ilona, { kind: "case.offer" });
  await must(
    clara,
    { kind: "case.pick", person: ilona.id },
    { kind: "person.stepOut", person: tom.id, presents: false },
  );
  const tried = new Set([...clarasCommands.map(({ kind }) => kind), "case.pick", "person.stepOut"]);
  const ofLeaders = Object.entries(COMMAND_RIGHTS).flatMap(([kind, { who }]) => (who.startsWith("lead") ? [kind] : []));
  expect(ofLeaders.filter((kind) => !tried.has(kind as Command["kind"]))).toEqual([]);
  // The room is not alone: no grace runs.
  await watchFor(GRACE_MS + 500);
  expect(clara.room()).toMatchObject({ paused: false, unattended: null });
  await anna.connect();
  const both = await Promise.all(
    [anna, clara].map((leader) => leader.untilIn(({ seats }) => seats.every(({ line }) => line === "present"))),
  );
  expect(kept(both[0] as RoomSnapshot)).toEqual(kept(both[1] as RoomSnapshot));
  room.close();
});

describe("both leaders are gone", () => {
  test("[P-13] [P-14] the room pauses itself, the deputy leads on, and with a leader nothing is lost", async () => {
    const room = await circle();
    const { anna, clara, ilona, tom } = room;
    await seatBack(room);
    await must(
      anna,
      { kind: "deputy.name", person: tom.id, instead: null },
      { kind: "leaders.say", text: "only for leaders" },
    );
    await must(
      clara,
      { kind: "person.nudge", person: tom.id, nudge: "fixing" },
      { kind: "phase.extend", phase: "discussion", minutes: 5 },
    );
    const before = kept(await anna.untilIn(({ leaders }) => (leaders?.minutes ?? 0) > 5));
    for (const leader of [anna, clara]) leader.close();
    const gone = performance.now();
    await tom.untilIn((now) => isLost(anna)(now) && isLost(clara)(now));
    note("both gone: the group sees it after", `${msSince(gone)} ms`);
    expect(await tom.command({ kind: "deputy.takeChair" })).toEqual({ ok: false, code: "moved_on" });
    const alone = await tom.untilIn(unattended, GRACE_MS + 5_000);
    note(`both gone: paused by itself, with a grace of ${GRACE_MS} ms, after`, `${msSince(gone)} ms`);
    expect(msSince(gone)).toBeGreaterThan(GRACE_MS - 100);
    expect(alone).toMatchObject({ paused: true, pausedItself: true, phase: "discussion" });
    expect(alone.seats.every(({ maySpeak }) => !maySpeak)).toBe(true);
    expect(await ilona.command({ kind: "deputy.takeChair" })).toEqual({ ok: false, code: "not_allowed" });
    await must(tom, { kind: "deputy.takeChair" });
    const chair = await tom.untilIn(({ leaders }) => leaders !== null);
    expect(chair.leaders?.whispers).toEqual([]);
    await must(
      tom,
      { kind: "session.resume" },
      { kind: "person.hold", person: ilona.id },
      { kind: "room.card", card: "noAdvice" },
    );
    expect(await tom.command({ kind: "leaders.say", text: "hello" })).toEqual({ ok: false, code: "not_allowed" });
    expect(await tom.command({ kind: "deputy.name", person: null, instead: null })).toEqual({
      ok: false,
      code: "not_allowed",
    });
    const back = performance.now();
    await clara.connect();
    const led = await clara.untilIn(({ unattended: chairOf }) => chairOf === null);
    await tom.untilIn(({ leaders, unattended: chairOf }) => leaders === null && chairOf === null);
    note("a leader is back: leads again, and the deputy does not, after", `${msSince(back)} ms`);
    const { phaseSince, ...after } = kept(led);
    expect({ ...after, phaseSince: 0 }).toEqual({ ...before, phaseSince: 0, held: [ilona.id] });
    // The time of the pause was given back; the rest of the clock goes on.
    const paused = (phaseSince ?? 0) - (before.phaseSince ?? 0);
    expect([paused >= 0, paused < msSince(gone)]).toEqual([true, true]);
    expect(await tom.command({ kind: "session.pause" })).toEqual({ ok: false, code: "not_allowed" });
    room.close();
  });

  test("[P-13] without a deputy, and with one who is lost too, the room waits; whoever returns in the grace calls it off", async () => {
    const room = await circle();
    const { anna, clara, ilona, tom } = room;
    for (const leader of [anna, clara]) leader.close();
    await ilona.untilIn((now) => isLost(anna)(now) && isLost(clara)(now));
    await watchFor(GRACE_MS / 2);
    await anna.connect();
    await ilona.untilIn((now) => !isLost(anna)(now));
    await must(anna, { kind: "deputy.name", person: tom.id, instead: null });
    await watchFor(GRACE_MS);
    expect(ilona.room()).toMatchObject({ paused: false, unattended: null });
    for (const person of [anna, tom]) person.close();
    const alone = await ilona.untilIn(unattended, GRACE_MS + 5_000);
    expect(alone.paused).toBe(true);
    expect(await ilona.command({ kind: "session.resume" })).toEqual({ ok: false, code: "not_allowed" });
    // The deputy comes back before a leader, and may.
    await tom.connect();
    await must(tom, { kind: "deputy.takeChair" }, { kind: "session.resume" });
    await ilona.untilIn(({ paused }) => !paused);
    // The deputy in the chair is lost too: alone again, and it ends with a leader.
    tom.close();
    await ilona.untilIn(({ paused }) => paused, GRACE_MS + 5_000);
    await clara.connect();
    await clara.untilIn(({ unattended: chair, paused }) => chair === null && paused);
    await must(clara, { kind: "session.resume" });
    room.close();
  });

  test("[P-13] [S-3] leaders who leave by their own wish leave the group alone too, and come back to it", async () => {
    const room = await circle();
    const { anna, clara, tom } = room;
    await must(anna, { kind: "self.leave" });
    await must(clara, { kind: "self.leave" });
    const alone = await tom.untilIn(unattended, GRACE_MS + 5_000);
    expect(alone).toMatchObject({ paused: true, pausedItself: true });
    expect(alone.seats.map(({ person }) => person).toSorted()).toEqual([room.ilona.id, tom.id].toSorted());
    await anna.connect();
    expect((await anna.untilIn()).leaders).not.toBeNull();
    await must(anna, { kind: "session.resume" });
    await tom.untilIn(({ paused, unattended: chair }) => !paused && chair === null);
    room.close();
  });
});

test("[P-13] [P-15] [O-3] the app is killed in the grace, and again while the room looks after itself: both are taken up", async () => {
  const room = await circle();
  const { anna, clara, ilona, tom } = room;
  await seatBack(room);
  await must(anna, { kind: "deputy.name", person: tom.id, instead: null });
  for (const leader of [anna, clara]) leader.close();
  await tom.untilIn((now) => isLost(anna)(now) && isLost(clara)(now));
  const env = { ...ENV, PORT: new URL(server.baseUrl).port, SFU_PORT: new URL(server.sfuUrl).port };
  const again = async (awayMs = 0) => {
    await server.stop("SIGKILL");
    await watchFor(awayMs);
    server = await startServer({ dataDir: server.dataDir, env });
    servers.push(server);
    await Promise.all([ilona.connect(), tom.connect()]);
    return performance.now();
  };
  const back = await again(GRACE_MS / 2);
  await tom.untilIn(
    (now) => unattended(now) && now.seats.filter(({ line }) => line === "present").length === 2,
    GRACE_MS + 5_000,
  );
  // Leaders had the whole grace for coming back to an app that was there.
  expect(msSince(back)).toBeGreaterThan(GRACE_MS - 1_500);
  note("killed in the grace: paused by itself, after everybody was back", `${msSince(back)} ms`);
  await again();
  expect(await tom.untilIn(unattended)).toMatchObject({ paused: true, pausedItself: true, phase: "discussion" });
  await must(tom, { kind: "deputy.takeChair" });
  await again();
  expect((await tom.untilIn(({ leaders }) => leaders !== null)).unattended).toEqual({ chair: tom.id });
  await anna.connect();
  expect(
    (await anna.untilIn(({ unattended: chair }) => chair === null)).seats.find(({ presents }) => presents),
  ).toMatchObject({
    person: ilona.id,
    place: "back",
  });
  room.close();
});
