/**
 * The way from the door into the circle on a phone, as leader, member and presenter, in a full circle with observers.
 * Held upright and sideways. What is measured is the geometry of the page; what it looks like is kept in tests/output.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, devices } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { words } from "../../client/src/words/words.ts";
import { type TestServer, type TestSession, knockAt, makeSession, startServer } from "../support/app.ts";
import { launchChromium } from "../support/chromium.ts";
import { type Person, enter } from "../support/person.ts";
import { keepEvidence } from "./circle.ts";
import { lowFaults } from "./look.ts";
import { Screen } from "./screen.ts";

const PICTURES = join(import.meta.dirname, "../output");
const SIZE = { width: 360, height: 740 };
const FINGER_PX = 44;
const GUESTS = ["Mei Lin", "David Osei", "Dr. Jonas Berg", "Priya Nair", "Luc Moreau", "Ruth Adler", "Siobhán Ó Brien"];
const OBSERVERS = ["Eva Novak", "Paul Weber"];

let server: TestServer;
let browser: Browser;
let session: TestSession;
let anna: Screen;
let tom: Screen;
let ilona: Screen;
const others: Person[] = [];

const phones = () => [anna, tom, ilona];

async function phone(name: string, key: string): Promise<Screen> {
  const screen = await Screen.outside(browser, {
    running: server,
    session,
    key,
    name,
    camera: true,
    device: { ...devices["Pixel 5"], viewport: SIZE, screen: SIZE, deviceScaleFactor: 2 },
  });
  return screen;
}

/** What nobody may have to look for: the microphone, "someone came in", and a leader's next step. */
const AT_HAND = ["[data-mic]", '[data-key="someone"]'];
const FOR_LEADERS = [...AT_HAND, '.console [data-look="step"]'];

async function heldSideways(state: string, ...screens: Screen[]): Promise<void> {
  for (const screen of screens)
    expect(await lowFaults(state, screen, screen === anna ? FOR_LEADERS : AT_HAND)).toEqual([]);
}

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  [server, browser] = await Promise.all([startServer(), launchChromium()]);
  session = await makeSession(server.baseUrl, server.organiserKey);
  anna = await phone("Anna Keller", session.leaderKeys[0] ?? "");
  await fitsThePhone(anna, "door");
  expect(await lowFaults("door", anna, [])).toEqual([]);
  await anna.knock();
  await anna.isIn();
  tom = await phone("Tom Reyes", session.invitationKey);
  ilona = await phone("Ilona Szabó", session.invitationKey);
  await tom.knock();
  await fitsThePhone(tom, "waiting");
  await fitsThePhone(anna, "leader-knock");
  expect(await lowFaults("knock", anna, FOR_LEADERS)).toEqual([]);
  await anna.admit("Tom Reyes");
  await ilona.knock();
  await anna.admit("Ilona Szabó");
  const knocking = [...GUESTS, ...OBSERVERS].map(async (name) => {
    const person = await enter({
      ...knockAt(server, session),
      name,
      as: OBSERVERS.includes(name) ? "observer" : "member",
    });
    await person.connect();
    return person;
  });
  others.push(...(await Promise.all(knocking)));
  for (const { name } of others) await anna.admit(name);
  for (const screen of phones()) await screen.isIn();
});
afterAll(async () => {
  for (const person of others) person.close();
  await browser?.close();
  await server?.stop();
  await server?.remove();
});

/** A picture is kept, and the page is not wider than the phone. */
async function fitsThePhone(screen: Screen, name: string): Promise<void> {
  await screen.page.screenshot({ path: join(PICTURES, `phone-${name}.png`) });
  const wide = await screen.page.evaluate(() => document.scrollingElement?.scrollWidth ?? Infinity);
  expect(wide, name).toBeLessThanOrEqual(SIZE.width);
}

type Box = { left: number; top: number; right: number; bottom: number };
type Seen = { name: string; place: string; face: Box; label: Box | null; onTop: boolean };

/** When nothing moves any more. */
async function seatsOn(screen: Screen): Promise<Seen[]> {
  const frame = () => screen.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  await screen.eventually("the seats stand still", async () => {
    await frame();
    await frame();
    return screen.page.evaluate(() => document.getAnimations().length === 0);
  });
  return screen.page.locator("[data-person]").evaluateAll((seats) =>
    seats.map((seat): Seen => {
      const boxOf = (element: Element | null): Box | null => {
        if (element === null) return null;
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return { left, top, right, bottom };
      };
      const face = boxOf(seat.querySelector(".face")) ?? { left: 0, top: 0, right: 0, bottom: 0 };
      const top = document.elementFromPoint((face.left + face.right) / 2, (face.top + face.bottom) / 2);
      return {
        name: seat.getAttribute("aria-label") ?? "",
        place: seat.getAttribute("data-place") ?? "",
        face,
        label: boxOf(seat.querySelector(".name > span")),
        onTop: top !== null && seat.contains(top),
      };
    }),
  );
}

const inside = ({ left, top, right, bottom }: Box) =>
  left >= 0 && top >= 0 && right <= SIZE.width && bottom <= SIZE.height;
const overlap = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const middle = (box: Box) => ({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 });
const facesTouch = (a: Box, b: Box) =>
  Math.hypot(middle(a).x - middle(b).x, middle(a).y - middle(b).y) < (a.right - a.left + (b.right - b.left)) / 2;

/** A face is round: what lies in the corner of its box is not under it. */
function faceOver(face: Box, label: Box): boolean {
  const { x, y } = middle(face);
  const dx = Math.max(label.left - x, 0, x - label.right);
  const dy = Math.max(label.top - y, 0, y - label.bottom);
  return Math.hypot(dx, dy) < (face.right - face.left) / 2;
}

async function everybodyIsSeen(screen: Screen, count: number): Promise<Seen[]> {
  const seats = await seatsOn(screen);
  expect(seats.length).toBe(count);
  for (const seat of seats) {
    const { name, face, label } = seat;
    expect(inside(face), `the face of ${name}`).toBe(true);
    expect(seat.onTop, `nothing lies over ${name}`).toBe(true);
    // Observers sit together below without their names under them; a screen reader hears these names.
    if (seat.place !== "outer") expect(label !== null && inside(label), `the name of ${name}`).toBe(true);
    for (const other of seats) {
      if (other === seat) continue;
      expect(facesTouch(face, other.face), `${name} and ${other.name}`).toBe(false);
      if (label !== null) expect(faceOver(other.face, label), `${name} under ${other.name}`).toBe(false);
      if (label !== null && other.label !== null)
        expect(overlap(label, other.label), `the names of ${name} and ${other.name}`).toBe(false);
    }
  }
  return seats;
}

async function controlsFitFingers(screen: Screen): Promise<void> {
  const buttons = screen.page.getByRole("group", { name: words.bar.label }).getByRole("button");
  for (const button of await buttons.all()) {
    const box = await button.boundingBox();
    const name = await button.innerText();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0), name).toBeGreaterThanOrEqual(FINGER_PX);
    const { x = -1, y = -1, width = 0, height = 0 } = box ?? {};
    expect(inside({ left: x, top: y, right: x + width, bottom: y + height }), name).toBe(true);
  }
}

const scene = (name: string, play: () => Promise<void>) =>
  test(name, async ({ onTestFailed }) => {
    onTestFailed(() => keepEvidence(phones(), PICTURES));
    await play();
    for (const screen of phones()) expect(screen.errors).toEqual([]);
  });

scene("[S-2] a circle of ten with two observers: every face and name is on the phone, none over another", async () => {
  const order = await anna.seats();
  for (const screen of phones()) {
    const seats = await everybodyIsSeen(screen, 12);
    expect(seats.filter(({ place }) => place === "ring").length).toBe(10);
    expect(await screen.seats()).toEqual(order);
    await controlsFitFingers(screen);
    await fitsThePhone(screen, `${screen.name.split(" ")[0]}-gathering`);
  }
});

scene("[C-7] [L-1] held sideways, all that must be at hand is in view, beside a whole circle", async () => {
  await heldSideways("gathering", anna, tom);
});

scene("[S-6] [U-4] on the phone too the presenter's chair stands apart", async () => {
  await anna.click("Ask who has a case");
  await ilona.click(words.offer.mine);
  await fitsThePhone(tom, "Tom-case-call");
  await heldSideways("case offered", ilona);
  await anna.click(words.console.caseOf("Ilona"));
  await anna.click("Go on to questions for Ilona");
  await anna.click("Ask Ilona to sit back");
  for (const screen of phones()) await screen.inPhase("discussion");
  for (const screen of [anna, tom]) {
    const seats = await everybodyIsSeen(screen, 12);
    const back = seats.find(({ place }) => place === "back");
    const lowest = Math.max(
      ...seats.filter(({ place }) => place === "ring").map(({ label, face }) => (label ?? face).bottom),
    );
    expect(back?.name).toMatch(/^Ilona Szabó/);
    expect(back?.face.top).toBeGreaterThanOrEqual(lowest);
    await controlsFitFingers(screen);
    await fitsThePhone(screen, `${screen.name.split(" ")[0]}-discussion`);
  }
  expect((await everybodyIsSeen(ilona, 11)).map(({ name }) => name).join()).not.toContain("Ilona");
  await controlsFitFingers(ilona);
  await fitsThePhone(ilona, "Ilona-sitting-back");
});

scene("[C-7] [L-1] [U-4] held sideways while the presenter sits back, too", async () => {
  await heldSideways("sitting back", anna, tom, ilona);
});

scene("a leader on a phone draws up the sheet, finds everything in it, and goes back to the circle", async () => {
  await anna.click(words.console.more);
  await anna.page.getByLabel(words.console.say).scrollIntoViewIfNeeded();
  await fitsThePhone(anna, "leader-sheet-end");
  await anna.doTo("Tom Reyes", words.nudge.images.label);
  await tom.page.getByRole("note", { name: words.toYou.nudgeTitle }).waitFor();
  await fitsThePhone(anna, "leader-sheet");
  await anna.click(words.console.less);
  await everybodyIsSeen(anna, 12);
  await fitsThePhone(tom, "Tom-nudge");
});
