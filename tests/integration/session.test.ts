/** A whole session over the real wire and the real media server, without browsers. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cookieName } from "../../server/src/jar.ts";
import { keysFrom } from "../../server/src/keys.ts";
import { DoorAnswer, type MediaToken, WhoAnswer } from "@balint/shared/rest";
import { type PersonId, SessionId } from "@balint/shared/session/model";
import type { Command } from "@balint/shared/session/protocol";
import { type TestApp, type TestSession, admitted, knockAt, leaderOf, makeSession, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { Person, enter, post } from "../support/person.ts";

let running: TestApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

type Circle = { session: TestSession; anna: Person; clara: Person; ilona: Person; tom: Person; close: () => void };

async function circle(frame: "sixty" | "ninety" | "classic" = "ninety"): Promise<Circle> {
  const session = await makeSession(running.baseUrl, running.organiserKey, { frame });
  const anna = await leaderOf(running, session, 1, "Anna Keller");
  const clara = await leaderOf(running, session, 2, "Clara Duarte");
  const ilona = await admitted(running, session, anna, "Ilona Szabó");
  const tom = await admitted(running, session, clara, "Tom Reyes");
  const people = [anna, clara, ilona, tom];
  return { session, anna, clara, ilona, tom, close: () => people.forEach((person) => person.close()) };
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
    { kind: "phase.move", from: "presentation", to: "clarification" },
    { kind: "phase.move", from: "clarification", to: "discussion" },
  );
}

describe("one session", () => {
  test("[P-1] every phase is seen by everybody, and the presenter sits back and returns", async () => {
    const room = await circle();
    const { anna, clara, ilona, tom } = room;
    await seatBack(room);
    for (const person of [anna, clara, ilona, tom]) {
      const { seats, phase } = await person.untilIn((snapshot) => snapshot.phase === "discussion");
      expect(phase).toBe("discussion");
      expect(seats.find((seat) => seat.person === ilona.id)).toMatchObject({ place: "back", maySpeak: false });
    }
    expect(ilona.room().you).toMatchObject({ sittingBack: true, microphone: false, camera: true });
    await must(clara, { kind: "phase.move", from: "discussion", to: "return" });
    expect((await ilona.untilIn(({ phase }) => phase === "return")).you).toMatchObject({
      microphone: true,
      sittingBack: false,
    });
    await must(
      anna,
      { kind: "phase.move", from: "return", to: "closing" },
      { kind: "phase.move", from: "closing", to: "aftercare" },
      { kind: "phase.move", from: "aftercare", to: "ended" },
    );
    for (const person of [anna, clara, ilona, tom]) await person.until(({ standing }) => standing === "ended");
    room.close();
  });

  test("[W-1] [W-2] who has nothing new hears nothing, and cannot count afterwards what the leaders did", async () => {
    const room = await circle();
    const { anna, clara, ilona, tom, session } = room;
    const knock = knockAt(running, session);
    const [waiting, refused, out] = await Promise.all(
      ["Wanda Waits", "Rita Refused", "Otto Out"].map((name) => enter({ ...knock, name })),
    );
    if (waiting === undefined || refused === undefined || out === undefined) throw new Error("nobody came");
    for (const one of [waiting, refused, out]) await one.connect();
    await anna.refuse(refused.id);
    await anna.admit(out.id);
    await out.untilIn();
    await must(anna, { kind: "person.stepOut", person: out.id, presents: false });
    for (const one of [refused, out]) await one.until(({ standing }) => standing === "removed");
    const others = [ilona, tom, waiting, refused, out];
    // Answered on the same line, after whatever was sent on it before.
    const heard = () =>
      Promise.all(
        others.map(async (one) => {
          await one.raw("command", "nonsense");
          return { frames: one.frames, number: one.snapshot().version };
        }),
      );
    const more = (before: Awaited<ReturnType<typeof heard>>, after: typeof before) =>
      after.map(({ frames, number }, n) => [
        frames - (before[n]?.frames ?? 0) - 1,
        number - (before[n]?.number ?? Number.NaN),
      ]);
    await anna.untilIn(({ leaders }) => leaders?.media === "settled");

    const before = await heard();
    const at = anna.room().version;
    for (let n = 1; n <= 5; n += 1) await must(n % 2 === 0 ? anna : clara, { kind: "leaders.say", text: `word ${n}` });
    const another = await enter({ ...knock, name: "Nora Knocks" });
    await anna.untilIn(({ leaders }) => leaders?.door.some(({ person }) => person === another.id) ?? false);
    await must(anna, { kind: "phase.extend", phase: "gathering", minutes: 5 });
    const after = await heard();
    // The test of the test: the other leader heard of each.
    expect(anna.room().version).toBe(at + 7);
    expect((await clara.untilIn(({ version }) => version === at + 7)).leaders?.whispers).toHaveLength(5);
    expect(more(before, after)).toEqual(others.map(() => [0, 0]));

    // One word to one of them is one frame for that one; a step is one for everybody who is in.
    await must(anna, { kind: "person.nudge", person: tom.id, nudge: "advising" });
    const nudged = await heard();
    expect(more(after, nudged)).toEqual(others.map((one) => (one === tom ? [1, 1] : [0, 0])));
    await must(anna, { kind: "phase.move", from: "gathering", to: "caseCall" });
    const moved = await heard();
    expect(more(nudged, moved)).toEqual(others.map((one) => (one === tom || one === ilona ? [1, 1] : [0, 0])));
    expect(await ilona.command({ kind: "case.offer" })).toEqual({ ok: true, version: null });
    // Coming back tells no more: a new line begins to count anew.
    await tom.connect();
    expect(tom.snapshot().version).toBe(1);
    for (const one of [waiting, refused, out]) one.close();
    room.close();
  });

  test("[D-13] a knock asked again, its answer lost, is the same person at the door", async () => {
    const room = await circle();
    const { id, invitationKey } = room.session;
    const bea = { key: invitationKey, name: "Bea Stark", as: "member", agreed: true, knock: randomUUID() };
    const ask = async (body: object) =>
      DoorAnswer.parse(await (await post(running.baseUrl, `/api/sessions/${id}/door`, body)).json()).person;
    const first = await ask(bea);
    expect(await ask(bea)).toBe(first);
    expect(await ask({ ...bea, knock: randomUUID() })).not.toBe(first);
    const { leaders } = await room.anna.untilIn((snapshot) => snapshot.leaders?.door.length === 2);
    expect(leaders?.door.map(({ person }) => person)).toContain(first);
    await must(room.anna, await room.anna.answering("person.admit", first));
    expect(await ask(bea)).toBe(first);
    // The third asking found somebody admitted, and put nobody at the door again.
    const after = await room.anna.untilIn((snapshot) => snapshot.leaders?.door.length === 1);
    expect(after.leaders?.door.map(({ person }) => person)).not.toContain(first);
    room.close();
  });

  test("[D-19] whoever gives up the place at the door is not left standing there", async () => {
    const room = await circle();
    const eve = await enter({ ...knockAt(running, room.session), name: "Eve" });
    await eve.connect();
    const person = keysFrom("a-secret-of-a-test-installation").newPersonId();
    const knock = { kind: "door.knock", person, name: "Ruth", as: "member", instead: eve.id } as const;
    const live = running.app.rooms.get(SessionId.parse(room.session.id));
    expect(await live?.execute({ kind: "system", command: knock })).toMatchObject({ ok: true });
    await eventually("her line ends", () => !eve.connected);
    await expect(eve.connect()).rejects.toMatchObject({ data: { code: "not_known" } });
    room.close();
  });

  test("[D-14] one browser is two people by two links, each page the one it says, and nobody else", async () => {
    const room = await circle();
    const { anna, tom, session } = room;
    const knock = { ...knockAt(running, session), name: "Anna as a guest", cookie: anna.cookie };
    const who = async (key: string, cookie: string, person?: string) =>
      WhoAnswer.parse(
        await (await post(running.baseUrl, `/api/sessions/${session.id}/who`, { key, person }, cookie)).json(),
      );
    const invited = await who(session.invitationKey, anna.cookie);
    expect(invited).toMatchObject({ known: null, instead: { person: anna.id, role: "leader" } });
    const guest = await enter(knock);
    expect(guest.id).not.toBe(anna.id);
    const both = guest.cookie;
    // A link tells who its page is; a page that knows says so, and is believed as far as its browser can be that.
    const known = async (key: string, person?: string) => (await who(key, both, person)).known?.person;
    expect(await known(session.invitationKey)).toBe(guest.id);
    expect(await known(session.leaderKeys[0] ?? "")).toBe(anna.id);
    expect(await known(session.invitationKey, anna.id)).toBe(anna.id);
    expect(await known(session.invitationKey, tom.id)).toBe(guest.id);
    expect((await enter({ ...knock, cookie: both })).id).toBe(guest.id);

    const page = (person: PersonId) => new Person({ ...knock, cookie: both }, person, both);
    const [ofGuest, ofAnna, ofTom] = [page(guest.id), page(anna.id), page(tom.id)];
    expect((await ofGuest.connect()).standing).toBe("waiting");
    expect((await ofAnna.connect()).you.id).toBe(anna.id);
    await expect(ofTom.connect()).rejects.toMatchObject({ data: { code: "not_known" } });
    expect((await ofAnna.post("media-token", { person: anna.id })).status).toBe(200);
    expect((await ofAnna.post("media-token", { person: guest.id })).status).toBe(403);
    for (const person of [tom.id, undefined]) expect((await ofAnna.post("media-token", { person })).status).toBe(401);
    expect(tom.room().you.id).toBe(tom.id);
    for (const one of [ofGuest, ofAnna]) one.close();
    room.close();
  });

  test("[D-14] a browser brings few persons: whom the meeting has forgotten it forgets too", async () => {
    const room = await circle();
    const { id, invitationKey } = room.session;
    const keys = keysFrom("a-secret-of-a-test-installation");
    const forgotten = keys.newPersonId();
    const session = SessionId.parse(id);
    const cookie = `${room.anna.cookie}; ${cookieName(session, forgotten)}=${keys.cookieFor(session, forgotten)}`;
    const guest = { key: invitationKey, name: "Eva", as: "member", agreed: true, knock: randomUUID() };
    const answer = await post(running.baseUrl, `/api/sessions/${id}/door`, guest, cookie);
    const set = answer.headers.getSetCookie();
    expect(set.filter((line) => /Max-Age=0|Expires=Thu, 01 Jan 1970/.test(line))).toEqual([
      expect.stringContaining(cookieName(session, forgotten)),
    ]);
    room.close();
  });

  test("[D-15] whether a browser keeps what it is given is known before the knock, by trying", async () => {
    const session = await makeSession(running.baseUrl, running.organiserKey);
    const ask = (cookie?: string) =>
      post(running.baseUrl, `/api/sessions/${session.id}/who`, { key: session.invitationKey }, cookie);
    const keeps = async (answer: Response) => WhoAnswer.parse(await answer.json()).keeps;
    const first = await ask();
    const [probe] = first.headers.getSetCookie();
    expect(probe).toMatch(/HttpOnly.*SameSite=Strict/);
    expect(await keeps(first)).toBe(false);
    expect(await keeps(await ask())).toBe(false);
    const second = await ask(probe?.split(";")[0]);
    expect(second.headers.getSetCookie()).toEqual([]);
    expect(await keeps(second)).toBe(true);
  });

  test("[P-2] both leaders press next at once: one advance, both see it, the second gets a typed answer", async () => {
    const room = await circle();
    const before = room.anna.room().version;
    const step = { kind: "phase.move", from: "gathering", to: "caseCall" } as const;
    const answers = await Promise.all([room.anna.command(step), room.clara.command(step)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, code: "moved_on" });
    for (const leader of [room.anna, room.clara])
      expect((await leader.untilIn(({ phase }) => phase === "caseCall")).version).toBe(before + 1);
    room.close();
  });

  test("[P-12] the same id gets the same answer and is applied once", async () => {
    const room = await circle();
    const nudge = { kind: "person.nudge", person: room.tom.id, nudge: "advising" } as const;
    const first = await room.anna.command(nudge, "same-id-0001");
    expect(await room.anna.command(nudge, "same-id-0001")).toEqual(first);
    expect((await room.tom.untilIn(({ toYou }) => toYou.length > 0)).toYou).toHaveLength(1);
    room.close();
  });

  test("[D-2] a removed member is out at once, gets no token, and is back only by knocking and being admitted", async () => {
    const room = await circle();
    const { anna, tom } = room;
    await must(anna, { kind: "person.stepOut", person: tom.id, presents: false });
    await tom.until(({ standing }) => standing === "removed");
    expect((await tom.post("media-token", {})).status).toBe(403);
    expect(await tom.command({ kind: "case.offer" })).toEqual({ ok: false, code: "not_in_room" });
    const again = await enter({ ...knockAt(running, room.session), name: "Tom Reyes", cookie: tom.cookie });
    expect(again.id).toBe(tom.id);
    await tom.until(({ standing }) => standing === "waiting");
    expect((await tom.post("media-token", {})).status).toBe(403);
    await must(anna, await anna.answering("person.admit", tom.id));
    expect((await tom.untilIn()).seats.find((seat) => seat.person === tom.id)?.seat).toBe(3);
    room.close();
  });

  test("[S-5] a second connection takes over, and the first is told", async () => {
    const room = await circle();
    const second = await enter({ ...knockAt(running, room.session), name: "Tom", cookie: room.tom.cookie });
    await second.connect();
    await second.untilIn();
    expect(second.id).toBe(room.tom.id);
    await eventually("the first connection is told", () => room.tom.replaced);
    expect(room.anna.room().seats.find((seat) => seat.person === second.id)?.line).toBe("present");
    second.close();
    room.close();
  });

  test("[S-10] an older page that comes back by itself takes no place and no sound, until somebody presses there", async () => {
    const room = await circle();
    const { tom: laptop, anna } = room;
    const phone = new Person({ ...knockAt(running, room.session), name: "Tom" }, laptop.id, laptop.cookie);
    const atTheDoor = async ({ token, path }: MediaToken) =>
      (await fetch(new URL(`${path}/rtc/validate?access_token=${token}`, running.baseUrl))).status;
    const asleep = await laptop.mediaToken();
    expect(await atTheDoor(asleep)).toBe(200);
    const dated = Math.floor(Date.now() / 1000);
    await eventually("the next second", () => Math.floor(Date.now() / 1000) > dated);
    laptop.close();
    await phone.connect();
    const elsewhere = { data: { code: "elsewhere" } };
    await expect(laptop.connect(laptop.came)).rejects.toMatchObject(elsewhere);
    expect([phone.connected, phone.replaced]).toEqual([true, false]);
    expect(await atTheDoor(asleep)).toBe(403);
    expect((await laptop.post("media-token", { came: laptop.came })).status).toBe(403);
    expect((await phone.post("media-token", { came: phone.came })).status).toBe(200);
    expect(await atTheDoor(await phone.mediaToken())).toBe(200);
    // Nor while the phone's own line is lost.
    phone.close();
    await anna.untilIn(({ seats }) => seats.some(({ person, line }) => person === laptop.id && line === "lost"));
    await expect(laptop.connect(laptop.came)).rejects.toMatchObject(elsewhere);
    await phone.connect(phone.came);
    await laptop.connect();
    await eventually("the phone is told", () => phone.replaced);
    await expect(phone.connect(phone.came)).rejects.toMatchObject(elsewhere);
    await laptop.untilIn();
    room.close();
  });

  test("[S-3] a lost line keeps the chair, and its holder comes back to the same right", async () => {
    const room = await circle();
    await seatBack(room);
    room.ilona.close();
    const lost = await room.anna.untilIn(({ seats }) => seats.some(({ line }) => line === "lost"));
    expect(lost.seats.find((seat) => seat.person === room.ilona.id)).toMatchObject({ place: "back", line: "lost" });
    await room.ilona.connect();
    expect((await room.ilona.untilIn()).you).toMatchObject({ sittingBack: true, microphone: false });
    room.close();
  });

  test("[S-3] who leaves is told nothing more, can do nothing, and comes back to the same chair", async () => {
    const room = await circle();
    await must(room.anna, { kind: "phase.move", from: "gathering", to: "caseCall" });
    await must(room.tom, { kind: "self.leave" });
    await eventually("Tom's line is closed", () => !room.tom.connected);
    const seen = room.tom.history.length;
    await must(room.anna, { kind: "room.card", card: "momentOfSilence" });
    expect(room.tom.history.length).toBe(seen);
    expect((await room.tom.post("media-token", {})).status).toBe(403);
    await room.tom.connect();
    expect((await room.tom.untilIn()).seats.find(({ person }) => person === room.tom.id)?.seat).toBe(3);
    room.close();
  });

  test("whoever was away at the end is told that it is over", async () => {
    const room = await circle();
    room.tom.close();
    await must(room.anna, { kind: "phase.move", from: "gathering", to: "ended" });
    await eventually("nobody's line is kept", () => !room.anna.connected);
    await expect(room.tom.connect()).rejects.toMatchObject({ data: { code: "ended" } });
    room.close();
  });

  test("[S-4] a line that falls silent without closing is known as lost", async () => {
    const room = await circle();
    room.tom.fallSilent();
    await room.anna.untilIn(
      ({ leaders }) => leaders?.lost.some(({ person }) => person === room.tom.id) ?? false,
      15_000,
    );
    room.close();
  });

  test("two sessions beside each other never touch", async () => {
    const [one, other] = await Promise.all([circle(), circle("classic")]);
    const seen = other.tom.history.length;
    await seatBack(one);
    expect(await one.anna.command({ kind: "person.hold", person: other.tom.id })).toEqual({
      ok: false,
      code: "no_such_person",
    });
    expect(other.tom.history.length).toBe(seen);
    // [D-6] a cookie of one session opens nothing at another.
    expect(
      (await post(running.baseUrl, `/api/sessions/${other.session.id}/media-token`, {}, one.tom.cookie)).status,
    ).toBe(401);
    one.close();
    other.close();
  });

  test("[P-9] leaders' commands are refused to everybody else, and change nothing", async () => {
    const room = await circle();
    const version = room.anna.room().version;
    const forbidden: Command[] = [
      { kind: "phase.move", from: "gathering", to: "caseCall" },
      { kind: "session.pause" },
      { kind: "person.admit", person: room.ilona.id, seen: { name: "", role: "member", since: 0 } },
      { kind: "person.hold", person: room.ilona.id },
      { kind: "person.stepOut", person: room.ilona.id, presents: false },
      { kind: "leaders.say", text: "hello" },
      { kind: "presenter.signal", signal: "comeBack" },
    ];
    for (const command of forbidden)
      expect(await room.tom.command(command)).toEqual({ ok: false, code: "not_allowed" });
    expect(room.anna.room().version).toBe(version);
    room.close();
  });
});
