/**
 * `npm run bench -- lines [--seats 12] [--seconds 15]`: what a full circle asks of one person's line, at full picture and
 * with sound only, with three people speaking at once. The one is our client in a real browser, the others real encoders with
 * our client's presets. Prints bounds beside figures; asserts nothing.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { words } from "../../client/src/words/words.ts";
import { startPages } from "../contract/page.ts";
import { Screen } from "../e2e/screen.ts";
import { newest } from "../network/quarter.ts";
import { knockAt, makeSession, startServer } from "../support/app.ts";
import { launchChromium } from "../support/chromium.ts";
import { asProgram } from "../support/program.ts";
import { type Person, enter } from "../support/person.ts";
import { Crowd } from "./lines/crowd.ts";
import { restlessPicture, sound } from "./lines/fake-devices.ts";
import { type Traffic, trafficOf, watchTraffic } from "./lines/traffic.ts";

const SPEAKERS = 3;
/** Until every encoder has found its rate. */
const SETTLE_MS = 12_000;
const BOUND = { down: 1_500, up: 500, soundOnly: 120 };

const { values } = parseArgs({
  options: { seats: { type: "string", default: "12" }, seconds: { type: "string", default: "15" } },
});
const [seats, seconds] = [Number(values.seats), Number(values.seconds)];
if (!(seats > SPEAKERS + 1 && seats <= 14 && seconds >= 1)) throw new Error("--seats 5..14, --seconds 1 or more");

type Row = readonly [what: string, traffic: Traffic, down: number];
const rows: Row[] = [];

async function soundOnly(screen: Screen, on: boolean): Promise<void> {
  await screen.click(words.soundAndPicture.title);
  await screen.page.getByLabel(words.soundAndPicture.soundOnly, { exact: true }).setChecked(on);
  await screen.click(words.done);
}

function table(): string {
  const head = ["", "down", "bound", "up", "bound", "sound", "pictures", "shown", "fps"];
  const lines = rows.map(([what, of, down]) => [
    what,
    of.down.toFixed(0),
    String(down),
    of.up.toFixed(0),
    String(BOUND.up),
    of.sound.toFixed(0),
    of.pictures.toFixed(0),
    String(of.shown),
    of.fps.toFixed(1),
  ]);
  return [head, ...lines]
    .map((line) => line.map((cell, column) => (column === 0 ? cell.padEnd(54) : cell.padStart(9))).join(""))
    .join("\n");
}

await asProgram(async (later) => {
  const folder = await mkdtemp(join(tmpdir(), "balint-lines-"));
  later(() => rm(folder, { recursive: true, force: true }));
  const picture = `--use-file-for-fake-video-capture=${await restlessPicture(folder)}`;
  const browserWith = async (talking: boolean): Promise<Browser> => {
    const browser = await launchChromium({
      flags: [picture, `--use-file-for-fake-audio-capture=${await sound(folder, talking)}`],
    });
    later(() => browser.close());
    return browser;
  };
  const [talking, silent] = [await browserWith(true), await browserWith(false)];
  const running = await startServer();
  later(() => running.end());
  const session = await makeSession(running.baseUrl, running.organiserKey, { leaderCount: 1 });
  const key = session.leaderKeys[0] ?? "";
  const viewport = { width: 1366, height: 768 };
  const viewer = await Screen.at(silent, {
    running,
    session,
    key,
    name: "Viewer",
    camera: true,
    microphone: true,
    viewport,
    before: watchTraffic,
  });
  later(() => viewer.close());
  await viewer.isIn();
  const people: Person[] = [];
  for (let index = 1; index < seats; index += 1) {
    const name = `Person ${String.fromCharCode(64 + index)}`;
    const person = await enter({ ...knockAt(running, session), name });
    await person.connect();
    await viewer.admit(name);
    await person.untilIn();
    people.push(person);
  }
  later(() => people.forEach((person) => person.close()));
  const pages = await startPages();
  later(() => pages.stop());
  const speakers = await Crowd.enter(talking, pages.url, people.slice(0, SPEAKERS));
  const listeners = await Crowd.enter(silent, pages.url, people.slice(SPEAKERS));
  await listeners.look(newest(viewer).you.id);
  const [presenter] = people;
  if (presenter === undefined) throw new Error("nobody is here");
  const measure = async (what: string, down: number) => {
    await delay(SETTLE_MS);
    rows.push([what, await trafficOf(viewer.page, seconds), down]);
    console.error(what, JSON.stringify(rows.at(-1)?.[1]));
  };

  await measure("full picture, nobody presents", BOUND.down);
  await viewer.page.setViewportSize({ width: 2560, height: 1440 });
  await measure("full picture on a screen of 2560 x 1440", BOUND.down);
  await viewer.page.setViewportSize({ width: 1366, height: 768 });
  await soundOnly(viewer, true);
  await measure("sound only, sending a picture", BOUND.soundOnly);
  await soundOnly(viewer, false);
  await viewer.click("Ask who has a case");
  await presenter.command({ kind: "case.offer" });
  await viewer.click(words.console.caseOf("Person"));
  await viewer.click(/^Go on to questions/);
  await viewer.inPhase("clarification");
  await speakers.openMicrophones();
  await measure("full picture, the presenter is seen large", BOUND.down);
  console.log(`One of ${seats} in the circle, ${SPEAKERS} others speaking at once; kbit/s over ${seconds} s.`);
  console.log(table());
  console.log(
    "down and up are all bytes within UDP, of sound, pictures and control; sound and pictures are RTP with its headers.",
  );
});
