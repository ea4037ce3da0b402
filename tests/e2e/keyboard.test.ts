/**
 * A whole session by the keyboard alone, as leader, presenter and member, from the door to the end; and what a screen
 * reader says to each of them, which is kept beside this file and reads like a story. The co-leader acts by the wire.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Phase } from "@balint/shared/session/model";
import { words } from "../../client/src/words/words.ts";
import { type TestServer, type TestSession, leaderOf, makeSession, startServer } from "../support/app.ts";
import { launchChromium } from "../support/chromium.ts";
import type { Person } from "../support/person.ts";
import { keepEvidence } from "./circle.ts";
import { Keyboard, listen, readsLikeAStory } from "./keyboard.ts";
import { Screen } from "./screen.ts";

const PICTURES = join(import.meta.dirname, "../output");
const NEXT = '[data-key="next"]';
const PAUSE = '[data-key="pause"]';

const OF_THE_LINE: ReadonlySet<string> = new Set([
  words.media.degraded ?? "",
  "Sound and picture are coming back.",
  "Sound and picture are back.",
]);

let server: TestServer;
let browser: Browser;
let session: TestSession;
let clara: Person;
const screens: Screen[] = [];
let anna: Keyboard;
let ilona: Keyboard;
let tom: Keyboard;

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  [server, browser] = await Promise.all([startServer(), launchChromium()]);
  session = await makeSession(server.baseUrl, server.organiserKey);
});
afterAll(async () => {
  clara?.close();
  await browser?.close();
  await server?.stop();
  await server?.remove();
});

const scene = (name: string, play: () => Promise<void>) =>
  test(name, async ({ onTestFailed }) => {
    onTestFailed(() => keepEvidence(screens, PICTURES));
    await play();
    for (const screen of screens) expect(screen.errors).toEqual([]);
  });

/** From the link to the knock, with the keys alone. */
async function throughTheDoor(name: string, key: string): Promise<Keyboard> {
  const before = (page: Screen["page"]) => page.addInitScript(listen);
  const screen = await Screen.outside(browser, { running: server, session, key, name, before });
  screens.push(screen);
  const keys = new Keyboard(screen.page);
  await screen.page.locator('[data-step="promise"]').waitFor();
  await keys.to(words.door.name);
  await keys.write(name);
  await keys.use(words.door.agree, "Space");
  await keys.use(words.door.goOn);
  await screen.page.locator('[data-step="check"]').waitFor();
  await keys.hasFocus();
  await keys.use(new RegExp(`^(${words.door.knock}|${words.door.goIn})$`));
  return keys;
}

const everybody = () => [anna, ilona, tom];
const idOf = (name: string) =>
  clara.room().seats.find((seat) => seat.name === name)?.person ?? expect.fail(`${name} has no seat`);

async function allIn(phase: Phase): Promise<void> {
  for (const screen of screens) await screen.inPhase(phase);
  for (const keys of everybody()) await keys.hasFocus();
}

async function nextStep(to: Phase): Promise<void> {
  await anna.ready(NEXT);
  await anna.press("Alt+n");
  await allIn(to);
}

scene("[A-1] [A-3] leader, presenter and member come through the door and are let in", async () => {
  anna = await throughTheDoor("Anna Keller", session.leaderKeys[0] ?? "");
  await screens[0]?.isIn();
  await anna.hasFocus();
  clara = await leaderOf(server, session, 2, "Clara Duarte");
  await anna.hears("Clara Duarte is here.");
  for (const name of ["Ilona Szabó", "Tom Reyes"]) {
    const guest = await throughTheDoor(name, session.invitationKey);
    await anna.hears(`${name} is at the door.`);
    await guest.hasFocus();
    await anna.press("Alt+a");
    expect(await anna.focused()).toBe(words.console.admitName(name));
    await anna.ready('[data-knocks] [data-look="on"]');
    await anna.press("Enter");
    await screens.at(-1)?.isIn();
    await guest.hasFocus();
    await anna.hears(`${name} is here.`);
    await anna.hasFocus();
    if (name === "Ilona Szabó") ilona = guest;
    else tom = guest;
  }
  await ilona.hears("Tom Reyes is here.");
});

scene("[A-1] [A-3] from who has a case to the presenter sitting back", async () => {
  await nextStep("caseCall");
  await ilona.use(words.offer.mine);
  await ilona.hears(words.offer.offered);
  await anna.hears("Ilona Szabó offers a case.");
  await anna.use(words.console.caseOf("Ilona"));
  await allIn("presentation");
  await ilona.press("Alt+m");
  await screens[1]?.isMicrophone("open");
  // What rests stays closed, by the keyboard too.
  await tom.press("Alt+m");
  expect(await screens[2]?.microphone()).toBe("resting");
  await nextStep("clarification");
  await tom.press("Alt+m");
  await screens[2]?.isMicrophone("open");
  await nextStep("discussion");
  await screens[1]?.isMicrophone("resting");
});

scene("[A-1] [A-3] [L-2] words, signs, a hold and a pause in the discussion", async () => {
  // To one person: by the list, and not by chance.
  await anna.press("Alt+g");
  expect(await anna.focused()).toMatch(/^Ilona Szabó/);
  await anna.press("ArrowDown", "Enter");
  await anna.page.getByRole("dialog", { name: words.console.actions("Tom Reyes") }).waitFor();
  await anna.to(words.nudge.judging.label, "ArrowDown");
  await anna.press("Enter");
  await tom.hears(words.nudge.judging.words);
  await anna.hears(`A quiet word to Tom Reyes: ${words.nudge.judging.label}.`);
  expect(await anna.focused()).toMatch(/^Tom Reyes/);
  await tom.use(words.toYou.dismiss);
  await tom.page.locator(".whisper").waitFor({ state: "detached" });
  await tom.hasFocus();

  await clara.command({ kind: "person.hold", person: idOf("Tom Reyes") });
  await tom.hears(words.resting.held);
  await anna.hears("Tom Reyes's microphone is held closed.");
  await clara.command({ kind: "person.release", person: idOf("Tom Reyes") });
  await anna.hears("Tom Reyes may open the microphone again.");
  await screens[2]?.isMicrophone("closed");

  // To all.
  await anna.press("Alt+o");
  await anna.to(words.card.momentOfSilence, "ArrowDown");
  await anna.press("Enter");
  for (const keys of everybody()) await keys.hears(`To the whole circle: ${words.card.momentOfSilence}.`);
  await anna.hasFocus();

  // The presenter, silently.
  await ilona.press("Alt+z");
  await ilona.hears(words.signal.needPause.sent);
  await anna.hears(`${words.signal.needPause.told("Ilona Szabó")}.`);
  await ilona.hasFocus();
  await anna.use(words.done);
  await ilona.hears("A leader has taken up your sign.");
  await anna.hasFocus();

  await anna.ready(PAUSE);
  await anna.press("Alt+p");
  for (const keys of everybody()) await keys.hears("We pause. All microphones are closed.");
  await anna.ready(PAUSE);
  await anna.press("Alt+p");
  for (const keys of everybody()) await keys.hears("We go on.");
  for (const keys of everybody()) await keys.hasFocus();
});

scene(
  "[A-1] [A-2] the lines: leaders among themselves, a member to the leaders, and no key acts while one writes",
  async () => {
    await clara.command({ kind: "leaders.say", text: "They are circling the son." });
    await anna.hears("Clara writes: They are circling the son.");
    await anna.press("Alt+i");
    expect(await anna.focused()).toBe(words.console.say);
    await anna.write("I wait a little?");
    await anna.press("Alt+n", "Alt+p", "Enter");
    await clara.untilIn(
      (snapshot) =>
        snapshot.leaders?.whispers.some((one) => one.kind === "leaders" && one.text === "I wait a little?") ?? false,
    );
    expect(clara.room()).toMatchObject({ phase: "discussion", paused: false });

    const before = await tom.focused();
    await tom.press("Alt+l");
    await tom.to(words.tell.text);
    await tom.write("A rushing sound?");
    await tom.press("Alt+m", "Alt+c");
    expect(await tom.page.locator("textarea").inputValue()).toBe("A rushing sound?");
    expect(await screens[2]?.microphone()).toBe("closed");
    await tom.use(words.tell.send);
    await tom.page.getByRole("dialog").waitFor({ state: "detached" });
    await tom.hears(words.tell.sent);
    expect(await tom.focused()).toBe(before);
    await anna.hears("Tom Reyes: I cannot hear well. A rushing sound?");
    await anna.use(words.done);
    await anna.hasFocus();
  },
);

scene(
  "[A-1] [A-2] [A-3] the keys show themselves, say where we are, and close everything when someone comes in",
  async () => {
    await tom.to(words.bar.tell);
    await tom.press("?");
    const card = tom.page.getByRole("dialog", { name: words.keys.title });
    await card.waitFor();
    expect(await card.getByText("Alt+M").count()).toBe(1);
    await tom.press("Escape");
    await card.waitFor({ state: "detached" });
    expect(await tom.focused()).toBe(words.bar.tell);
    // Nobody presses the next key before the screen has shown that the card is gone.
    await tom.page.evaluate(
      () => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(shown, 50)))),
    );
    await tom.press("Alt+k");
    await card.waitFor();
    await tom.use(words.keys.alone, "Space");
    await tom.press("Escape");
    await card.waitFor({ state: "detached" });
    await tom.press("?");
    await tom.press("Alt+w");
    await tom.hears(`Discussion. ${words.card.momentOfSilence}. Microphone off.`);
    expect(await card.count()).toBe(0);

    await tom.press("Alt+x");
    await tom.hears(words.alone.title);
    await tom.hasFocus();
    await tom.use(words.alone.again);
    await tom.page.locator('[data-closed="false"]').waitFor();
    await tom.hasFocus();
  },
);

scene("[A-1] [A-3] from the return to the end", async () => {
  await nextStep("return");
  await ilona.press("Alt+m");
  await screens[1]?.isMicrophone("open");
  await nextStep("closing");
  await nextStep("aftercare");
  await anna.use(words.console.end);
  await anna.use(words.console.endNo);
  expect(await anna.focused()).toBe(words.console.end);
  await anna.press("Enter");
  await anna.use(words.console.endYes);
  for (const screen of screens) await screen.shows("ended");
  for (const keys of everybody()) await keys.hasFocus();
});

test("[A-4] what a screen reader says reads like a story, to the leader, the presenter and the member", async () => {
  for (const [name, keys] of [
    ["leader", anna],
    ["presenter", ilona],
    ["member", tom],
  ] as const) {
    // On a busy machine the media server may be late and a line may fall for a moment; that belongs to no story.
    const said = (await keys.said()).filter((line) => !OF_THE_LINE.has(line));
    readsLikeAStory(said);
    await expect(`${said.join("\n")}\n`).toMatchFileSnapshot(`transcripts/${name}.txt`);
  }
});
