import { T0, TOM, aPerson, aRoom } from "@balint/shared/session/fixtures";
import { beforeEach, describe, expect, test } from "vitest";
import { Pages } from "./pages.ts";

const { session } = aRoom("caseCall");
let date: number;
const clock = { now: () => date * 1000, steady: () => 0, after: () => () => {} };
let pages: Pages;
let now: number;

/** By a press or a fresh load. */
const opened = () => pages.take(session, TOM, null, (now += 1_000)) ?? -1;
/** By itself, after its line has fallen. */
const comesBack = (came: number) => pages.take(session, TOM, came, (now += 1_000));

beforeEach(() => {
  [date, now] = [1_000, T0];
  pages = new Pages(clock);
});

describe("[S-10] a page that comes back by itself", () => {
  test("keeps the place it had, and takes none from a page that was taken up later", () => {
    const laptop = opened();
    expect(comesBack(laptop)).toBe(laptop);
    const phone = opened();
    expect(comesBack(laptop)).toBeNull();
    expect(comesBack(phone)).toBe(phone);
    const laptopAgain = opened();
    expect(comesBack(phone)).toBeNull();
    expect(comesBack(laptopAgain)).toBe(laptopAgain);
  });

  test("two that are opened in one moment are not the same one", () => {
    const [one, other] = [pages.take(session, TOM, null, T0), pages.take(session, TOM, null, T0)];
    expect(one).not.toBe(other);
  });

  test("after a restart finds the one in use in its place, whichever of them is back first", () => {
    const [laptop, phone] = [opened(), opened()];
    pages = new Pages(clock);
    expect(comesBack(phone)).toBe(phone);
    expect(comesBack(laptop)).toBeNull();
    pages = new Pages(clock);
    expect(comesBack(laptop)).toBe(laptop);
    expect(comesBack(phone)).toBe(phone);
    expect(comesBack(laptop)).toBeNull();
  });

  test("brings nobody back who has left since, on another page, before a restart", () => {
    const laptop = opened();
    const left = { ...session, people: [aPerson(TOM, "member", 3, { line: { is: "left", since: (now += 1_000) } })] };
    pages = new Pages(clock);
    expect(pages.take(left, TOM, laptop, now)).toBeNull();
    const phone = pages.take(left, TOM, null, now) ?? -1;
    expect(pages.take(left, TOM, phone, now)).toBe(phone);
  });
});

describe("[S-10] tokens for sound and picture", () => {
  test("of a page that is over are old, those of the page in use are not", () => {
    opened();
    expect(pages.isOld(session.id, TOM, 900)).toBe(false);
    date = 1_060;
    const phone = opened();
    expect([pages.isOld(session.id, TOM, 1_059), pages.isOld(session.id, TOM, 1_060)]).toEqual([true, false]);
    date = 1_100;
    comesBack(phone);
    expect([pages.isOld(session.id, TOM, 1_059), pages.isOld(session.id, TOM, 1_060)]).toEqual([true, false]);
  });

  test("are not all old for ever when the clock is set back", () => {
    opened();
    opened();
    date = 500;
    expect([pages.isOld(session.id, TOM, 499), pages.isOld(session.id, TOM, 500)]).toEqual([true, false]);
  });
});

test("whom the session has forgotten is forgotten", () => {
  const people = Array.from({ length: 1_000 }, (_, n) => aPerson(`guest${n}` as typeof TOM, "member", n));
  for (const guest of people) pages.take({ ...session, people: [guest] }, guest.id, null, T0);
  expect(people.filter(({ id }) => pages.isOver(session.id, id, 0)).length).toBeLessThan(300);
  pages.forget(session.id);
  expect(people.some(({ id }) => pages.isOver(session.id, id, 0))).toBe(false);
});
