/**
 * One person's network fails in each of the ways networks do, with the real app, the real media server and browsers in
 * network namespaces; the others go on. How long each takes is printed.
 */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFailed, onTestFinished, test } from "vitest";
import { words } from "../../client/src/words/words.ts";
import { comesThrough, heardOf, idOf, keepEvidence, nothing, sitBack } from "../e2e/circle.ts";
import { type Figures, cutFor } from "./cut.ts";
import { Screen } from "../e2e/screen.ts";
import { eventually, watchFor } from "../support/eventually.ts";
import { audioPackets, audioPacketsFrom, mediaWays, roundTrip, sidsOf } from "../support/packets.ts";
import { type Quarter, newest, settle } from "./quarter.ts";
import { relayTcp, relayUdp } from "./relay.ts";
import { whyNoTown } from "./town.ts";
import { emptyStretches, seatSights, showsSeat, showsYou, watchScreen } from "./watching.ts";

const why = whyNoTown();
if (why !== null) console.log(`The network tests are left out: ${why}.`);

const LOSS_PERCENT = 20;
/** On such a line anything may take long. */
const PATIENCE_MS = 60_000;
/** Longer than the media server's own library waits for its signalling. */
const LONG_MS = 25_000;

let quarter: Quarter;
const figures: (readonly string[])[] = [
  ["what happened to one line", "empty chair", "true state", "sound back", "leaked"],
];
const lanes = new Map<string, Promise<Figures>>();

/** Begins once; whoever asks later waits for the same. */
function lane(name: string, begin: () => Promise<Figures>): Promise<Figures> {
  const begun = lanes.get(name) ?? begin();
  lanes.set(name, begun);
  begun.catch(() => undefined);
  return begun;
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
function record(what: string, { empty, state, media }: Figures, leaked = "-") {
  figures.push([what, seconds(empty), seconds(state), seconds(media), leaked]);
}

function evidence() {
  const { screens } = quarter.circle;
  onTestFailed(() => keepEvidence(screens, join(import.meta.dirname, "../output")), 20_000);
}

async function opened(screen: Screen) {
  if ((await screen.microphone()) === "closed") await screen.openMicrophone();
  await screen.isMicrophone("open");
}

describe.skipIf(why !== null)(`a person's own network${why === null ? "" : `, left out: ${why}`}`, () => {
  beforeAll(async () => {
    quarter = await settle();
    await sitBack(quarter.circle);
  }, 180_000);
  afterAll(async () => {
    console.log(figures.map((row) => row.map((cell, i) => cell.padEnd(i === 0 ? 56 : 13)).join("")).join("\n"));
    await quarter?.close();
  });

  const twoMinutes = () =>
    lane("two minutes", () => {
      const { circle, homeOf } = quarter;
      const home = homeOf(circle.clara);
      return cutFor({
        circle,
        screen: circle.clara,
        forMs: 120_000,
        how: { down: () => home.cut(), up: () => home.mend() },
        watchers: [circle.anna],
        meanwhile: () => circle.anna.says(words.console.coLost("Clara")),
      });
    });

  let leakedAtReturn: Promise<Record<string, number>> | undefined;
  const thirtySeconds = () =>
    lane("thirty seconds", () => {
      const { circle, homeOf } = quarter;
      const home = homeOf(circle.ilona);
      return cutFor({
        circle,
        screen: circle.ilona,
        forMs: 30_000,
        how: {
          down: () => home.cut(),
          up() {
            home.mend();
            const watched = heardOf(circle, idOf(circle, "Ilona Szabó"), { grace: 0, window: 12_000 });
            leakedAtReturn = watched.then(({ sound }) => sound);
            leakedAtReturn.catch(() => undefined);
          },
        },
        watchers: [circle.anna, circle.tom],
        meanwhile: () => circle.anna.says(words.console.presenterLost("Ilona", 0)),
      });
    });

  test("[S-3] [S-4] [R-9] cut for 5 s: an empty chair, and the same chair and open microphone again", async () => {
    evidence();
    const { circle, homeOf } = quarter;
    const { tom, anna } = circle;
    const home = homeOf(tom);
    await opened(tom);
    onTestFinished(() => home.plugIn());
    // Both go on while the others are tried.
    void twoMinutes();
    const five = await cutFor({
      circle,
      screen: tom,
      forMs: 5_000,
      how: { down: () => home.unplug(), up: () => home.plugIn() },
      watchers: [anna],
    });
    await tom.isMicrophone("open");
    await comesThrough(circle, idOf(circle, "Tom Reyes"), [anna]);
    record("cut for 5 s (plug pulled), microphone open before", five);
    void thirtySeconds();
  }, 60_000);

  test("[R-3] [S-3] held, cut off and back: still held, and not heard", async () => {
    evidence();
    const { circle, homeOf } = quarter;
    const { tom, anna } = circle;
    const id = idOf(circle, "Tom Reyes");
    await opened(tom);
    await anna.doTo("Tom Reyes", words.console.hold);
    await tom.isMicrophone("resting");
    const home = homeOf(tom);
    onTestFinished(() => home.mend());
    const cutAt = Date.now();
    home.cut();
    await showsSeat(anna.page, id, ({ trouble }) => trouble === "gone", cutAt);
    const back = heardOf(circle, id, { grace: 0, window: 10_000 });
    const mendedAt = Date.now();
    home.mend();
    const state = await showsSeat(anna.page, id, ({ line }) => line === "present", mendedAt);
    await tom.isIn();
    expect(await tom.microphone()).toBe("resting");
    expect(newest(anna).leaders?.held).toContain(id);
    const { sound } = await back;
    expect(sound).toEqual(nothing(sound));
    figures.push(["held by a leader, cut, and back", "-", seconds(state), "-", "0 packets"]);
    await anna.doTo("Tom Reyes", words.console.release);
    // Released is not opened: that is a click of one's own.
    await tom.isMicrophone("closed");
  }, 90_000);

  test("[S-3] [M-12] from Wi-Fi to mobile: another address, the same chair and open microphone", async () => {
    evidence();
    const { circle, homeOf } = quarter;
    const { tom, anna } = circle;
    const id = idOf(circle, "Tom Reyes");
    await opened(tom);
    homeOf(tom).roam();
    const at = Date.now();
    const heard = await audioPackets(tom.page);
    await tom.eventually("hears the circle again", async () => (await audioPackets(tom.page)) > heard + 20);
    const media = Date.now() - at;
    await comesThrough(circle, id, [anna]);
    await anna.page.locator(`[data-person="${id}"][data-line="present"]`).waitFor();
    await tom.page.locator('[data-screen="room"][data-line="live"][data-media="connected"]').waitFor();
    const state = Date.now() - at;
    await tom.isMicrophone("open");
    const empty = (await emptyStretches(anna.page, id, at)).reduce((sum, ms) => sum + ms, 0);
    figures.push(["from Wi-Fi to mobile", `${seconds(empty)} long`, seconds(state), seconds(media), "-"]);
    expect(media).toBeLessThan(10_000);
    expect(state).toBeLessThan(10_000);
  }, 60_000);

  test("[M-10] [M-12] where UDP is blocked, sound comes by TCP: at once at the door, and soon in the middle of a meeting", async () => {
    evidence();
    const { circle, homeOf, ports } = quarter;
    const { tom } = circle;
    const home = homeOf(tom);
    onTestFinished(() => home.rules({}));
    expect(await mediaWays(tom.page)).toContain("udp");
    const heard = await audioPackets(tom.page);
    const at = Date.now();
    home.rules({ filter: [`udp dport ${ports.udp} drop`, `udp sport ${ports.udp} drop`] });
    await eventually("the sound comes by TCP", async () => (await mediaWays(tom.page)).includes("tcp"), 40_000);
    await tom.eventually("hears the circle", async () => (await audioPackets(tom.page)) > heard + 50);
    figures.push(["UDP blocked in the middle", "-", "-", seconds(Date.now() - at), "-"]);
    await tom.reload();
    const opened = Date.now();
    await tom.isIn();
    await tom.eventually("hears the circle", async () => (await audioPackets(tom.page)) > 50);
    figures.push(["UDP blocked from the start", "-", "-", seconds(Date.now() - opened), "-"]);
    expect(await mediaWays(tom.page)).toEqual(["tcp"]);
  }, 120_000);

  test("[S-3] [M-7] cut for 30 s: the presenter sitting back is missed, returns, and is still silent", async () => {
    evidence();
    const { circle } = quarter;
    const thirty = await thirtySeconds();
    const sound = (await leakedAtReturn) ?? {};
    expect(sound).toEqual(nothing(sound));
    expect(await circle.ilona.microphone()).toBe("resting");
    const after = await heardOf(circle, idOf(circle, "Ilona Szabó"));
    expect(after.sound).toEqual(nothing(after.sound));
    expect(after.picture["Anna Keller"]).toBeGreaterThan(0);
    record("cut for 30 s, presenter sitting back, camera on before", thirty, "0 packets");
  }, 90_000);

  test("[S-3] [S-4] [S-8] [M-7] signalling dead, media alive: counted as lost, and not shown as gone", async () => {
    evidence();
    const { circle, homeOf, ports } = quarter;
    const { anna, ilona, tom } = circle;
    const [ilonaId, tomId] = [idOf(circle, "Ilona Szabó"), idOf(circle, "Tom Reyes")];
    await opened(tom);
    onTestFinished(() => [ilona, tom].forEach((screen) => homeOf(screen).rules({})));
    const at = Date.now();
    for (const screen of [ilona, tom])
      homeOf(screen).rules({ filter: [`tcp dport ${ports.app} drop`, `tcp sport ${ports.app} drop`] });
    const unsteady = await showsSeat(anna.page, ilonaId, ({ trouble }) => trouble === "unsteady", at);
    await showsSeat(anna.page, tomId, ({ line }) => line === "lost", at);
    await ilona.says(words.link.wire);
    await anna.says(words.circle.unsteady);
    const [latest] = (await seatSights(anna.page, ilonaId)).toReversed();
    expect(latest).toMatchObject({ line: "lost", picture: "moving" });
    // Both still hear, and who has the right is still heard; who has not is not.
    const hears = await audioPackets(ilona.page);
    await comesThrough(circle, tomId, [anna]);
    const silent = await heardOf(circle, ilonaId);
    expect(silent.sound).toEqual(nothing(silent.sound));
    expect(await audioPackets(ilona.page)).toBeGreaterThan(hears + 50);
    const mend = async (screen: Screen, id: string) => {
      const mendedAt = Date.now();
      homeOf(screen).rules({});
      const state = await showsSeat(anna.page, id, ({ line }) => line === "present", mendedAt);
      await screen.isIn();
      expect(state).toBeLessThan(10_000);
      return state;
    };
    const short = await mend(tom, tomId);
    await comesThrough(circle, tomId, [anna]);
    await tom.isMicrophone("open");
    // By now the media server's own library has given its signalling up, too.
    await watchFor(Math.max(0, at + LONG_MS - Date.now()));
    const back = heardOf(circle, ilonaId, { grace: 0, window: 12_000 });
    const long = await mend(ilona, ilonaId);
    expect(await ilona.microphone()).toBe("resting");
    const { sound, picture } = await back;
    expect(sound).toEqual(nothing(sound));
    expect(picture["Anna Keller"]).toBeGreaterThan(0);
    const hearsAgain = await audioPackets(ilona.page);
    await ilona.eventually("hears the circle", async () => (await audioPackets(ilona.page)) > hearsAgain + 50);
    figures.push(["signalling dead, media alive", `${seconds(unsteady)} (said)`, seconds(short), "-", "0 packets"]);
    figures.push([`signalling dead for ${seconds(LONG_MS)}, media alive`, "-", seconds(long), "-", "0 packets"]);
    expect(unsteady).toBeLessThan(5_000);
  }, 120_000);

  test("[M-11] [D-11] where nothing but TLS is let through, sound comes by the relay", async () => {
    evidence();
    const { circle, running, ports, town } = quarter;
    const { home, browser } = await quarter.anotherHome();
    home.rules({
      filter: ["meta l4proto udp ip saddr != 127.0.0.1 drop", `tcp dport ${ports.tcp} drop`],
      // Browsers come to port 443 always, which on this machine may be somebody else's.
      nat: [`ip daddr ${town.server} tcp dport 443 dnat to ${town.server}:${ports.relay}`],
    });
    const { session } = circle;
    const coming = { running, session, key: session.invitationKey, name: "Cem Aydin", microphone: true };
    const cem = await Screen.outside(browser, coming);
    await cem.promise();
    const tried = cem.page.locator('[data-line="detour"]');
    await tried.waitFor();
    expect(await tried.getAttribute("data-via")).toBe("relay");
    await cem.knock();
    await circle.anna.admit("Cem Aydin");
    const admitted = Date.now();
    await cem.isIn();
    await cem.eventually("hears the circle", async () => (await audioPackets(cem.page)) > 50);
    figures.push(["only TLS let through, by the relay", "-", "-", seconds(Date.now() - admitted), "-"]);
    expect(await mediaWays(cem.page)).toEqual(["tls"]);
    await comesThrough(circle, newest(cem).you.id, [circle.anna]);
    await cem.close();
  }, 90_000);

  test("[S-8] [M-7] [M-12] media dead, signalling alive: no face poses as present, everybody is told, and all comes back", async () => {
    evidence();
    const { circle, homeOf, ports } = quarter;
    const { anna, ilona } = circle;
    const id = idOf(circle, "Ilona Szabó");
    const both = (protocol: string, port: number) => [
      `${protocol} dport ${port} drop`,
      `${protocol} sport ${port} drop`,
    ];
    onTestFinished(() => homeOf(ilona).rules({}));
    const at = Date.now();
    homeOf(ilona).rules({ filter: [...both("udp", ports.udp), ...both("tcp", ports.tcp)] });
    const held = await showsSeat(anna.page, id, ({ picture }) => picture !== "moving", at);
    const own = await showsYou(ilona.page, ({ media }) => media === "reconnecting", at, 40_000);
    const said = await showsSeat(anna.page, id, ({ trouble }) => trouble === "unheard", at, 40_000);
    await ilona.says(words.link.reconnecting);
    await anna.says(words.circle.unheard);
    expect(newest(ilona).seats.find(({ person }) => person === id)?.line).toBe("present");
    const heard = await audioPackets(ilona.page);
    const mendedAt = Date.now();
    homeOf(ilona).rules({});
    await ilona.eventually("hears the circle again", async () => (await audioPackets(ilona.page)) > heard + 10);
    const media = Date.now() - mendedAt;
    await showsSeat(anna.page, id, ({ trouble, picture }) => trouble === "none" && picture === "moving", mendedAt);
    const silent = await heardOf(circle, id);
    expect(silent.sound).toEqual(nothing(silent.sound));
    figures.push(["media dead: no moving face at the others", seconds(held), "-", "-", "-"]);
    figures.push(["media dead: said on the own screen, at the others", seconds(own), seconds(said), "-", "-"]);
    figures.push(["media dead, signalling alive", "-", "-", seconds(media), "0 packets"]);
    expect(held).toBeLessThan(5_000);
    expect(media).toBeLessThan(10_000);
  }, 120_000);

  test("[D-13] [R-3] 20 % lost and 400 ms there and back: heard, hearing, held and heard of", async () => {
    evidence();
    const { circle, running, ports, town } = quarter;
    const { anna, tom } = circle;
    const way = { delayMs: 200, lossPercent: LOSS_PERCENT };
    const to = town.server;
    const relays = await Promise.all([
      relayUdp(to, ports.udp, way),
      relayTcp(to, ports.app, way),
      relayTcp(to, ports.tcp, way),
    ]);
    onTestFinished(() => relays.forEach((relay) => relay.close()));
    const [udp, app, tcp] = relays;
    const { home, browser } = await quarter.anotherHome();
    const lose = `numgen random mod 100 < ${LOSS_PERCENT} counter drop`;
    home.rules({
      nat: [
        `ip daddr ${to} udp dport ${ports.udp} dnat to ${to}:${udp.port}`,
        `ip daddr ${to} tcp dport ${ports.app} dnat to ${to}:${app.port}`,
        `ip daddr ${to} tcp dport ${ports.tcp} dnat to ${to}:${tcp.port}`,
      ],
      filter: [
        `udp dport ${udp.port} ${lose}`,
        `udp sport ${ports.udp} ct status dnat ${lose}`,
        // The media server tries to reach the browser by itself, which would be a short cut past the relay.
        `udp sport ${ports.udp} ct status dnat accept`,
        `udp sport ${ports.udp} drop`,
      ],
    });
    const bea = await Screen.outside(browser, {
      running,
      session: circle.session,
      key: circle.session.invitationKey,
      name: "Bea Stark",
      microphone: true,
      async before(page) {
        page.setDefaultTimeout(PATIENCE_MS);
        await watchScreen(page);
      },
    });
    onTestFailed(() => keepEvidence([bea], join(import.meta.dirname, "../output")), 20_000);
    await bea.knock();
    const knocking = anna.page.getByRole("button", { name: words.console.admitName("Bea Stark"), exact: true });
    await knocking.waitFor({ timeout: PATIENCE_MS });
    await anna.admit("Bea Stark");
    const admitted = Date.now();
    await bea.isIn();
    const joined = Date.now() - admitted;
    const { id } = newest(bea).you;
    await bea.isMicrophone("open");
    await comesThrough(circle, id, [anna], PATIENCE_MS);

    const annaSid = (await sidsOf(circle.service, circle.session.id))[idOf(circle, "Anna Keller")] ?? "";
    const count = () => Promise.all([bea, tom].map(({ page }) => audioPacketsFrom(page, annaSid)));
    const before = await count();
    await watchFor(15_000);
    const after = await count();
    const [atBea = 0, atTom = 0] = after.map((packets, index) => packets - (before[index] ?? 0));

    // Both faults are there.
    expect(home.met()).toBeGreaterThan(100);
    expect(await roundTrip(bea.page)).toBeGreaterThan(390);
    const asked = Date.now();
    await bea.click(words.bar.tell);
    await bea.click(words.tell.send);
    await anna.page
      .getByText(words.console.helpFrom("Bea Stark", "cannotHear"))
      .first()
      .waitFor({ timeout: PATIENCE_MS });
    const told = Date.now() - asked;
    await anna.doTo("Bea Stark", words.console.hold);
    await bea.isMicrophone("resting");
    const held = await heardOf(circle, id);
    expect(held.sound).toEqual(nothing(held.sound));

    const empty = await emptyStretches(anna.page, id, admitted + joined);
    const share = Math.round((empty.reduce((sum, ms) => sum + ms, 0) / (Date.now() - admitted - joined)) * 100);
    expect(atTom).toBeGreaterThan(300);
    const part = Math.round((atBea / atTom) * 100);
    figures.push([
      `20 % lost, 400 ms: in after ${seconds(joined)}, asked in ${seconds(told)}`,
      `${share} %`,
      "-",
      `${part} %`,
      "0 held",
    ]);
    console.log(`shown as gone: ${empty.map(seconds).join(", ") || "never"}; heard ${part} % of ${atTom} packets`);
    expect(part).toBeGreaterThan(60);
    // A loss that befalls the same piece again and again holds the line up for long: that the chair is empty meanwhile is
    // the truth, and luck. That it is taken again is not.
    await anna.page.locator(`[data-person="${id}"][data-line="present"]`).waitFor({ timeout: PATIENCE_MS });
    await bea.close();
  }, 300_000);

  test("[S-3] [R-9] cut for 2 minutes: a leader leads again, and the microphone waits for a click", async () => {
    evidence();
    const { circle } = quarter;
    const long = await twoMinutes();
    expect(await circle.clara.microphone()).toBe("closed");
    expect(newest(circle.clara)).toMatchObject({ you: { role: "leader", microphone: true } });
    record("cut for 2 minutes, a leader with an open microphone before", long);
  }, 200_000);
});
