/**
 * Who attacks, in a process of its own and of low priority: told over its channel which attack to make, and when to
 * stop. Comes back whenever it is thrown out, keeps to the rate it was given, and says how far it has come.
 */
import { randomUUID } from "node:crypto";
import { setPriority } from "node:os";
import { RawWire, frame, openLine, upgradeRequest } from "../support/raw-wire.ts";
import type { Aim, Kind, Order, Score } from "./attack.ts";

/** What is measured is the server, and not who starves whom on a small machine. */
const PRIORITY = 10;
const TICK_MS = 25;
const MANY = 1_000;
const AGAIN_MS = 20;

const { baseUrl, session, key, person, cookies } = JSON.parse(process.argv[2] ?? "") as Aim;

let going = 0;
let timers: NodeJS.Timeout[] = [];
let wires: RawWire[] = [];
const score: Score = { due: 0, sent: 0, tried: 0, open: 0 };

function every(ms: number, work: () => void): void {
  timers.push(setInterval(work, ms));
}

/** Calls with how many are due, so many a second; a late tick brings the more. */
function atRate(perSecond: number, work: (due: number) => void): void {
  const from = performance.now();
  let done = 0;
  every(TICK_MS, () => {
    const due = Math.floor(((performance.now() - from) / 1_000) * perSecond) - done;
    done += due;
    score.due += due;
    work(due);
  });
}

/** So many connections, each made again when it has been closed; at most as many in a second. */
function crowd(count: number, first: (n: number) => string): void {
  atRate(count, (due) => {
    wires = wires.filter(({ open }) => open);
    for (let n = Math.min(count - wires.length, due); n > 0; n--) {
      const wire = new RawWire(baseUrl);
      wire.write(first(score.tried));
      wires.push(wire);
      score.tried += 1;
    }
  });
}

/** One live line at a time, by whoever of the conspirators may still open one. */
async function lines(opened: (wire: RawWire) => void, own: readonly string[] = cookies): Promise<void> {
  const turn = going;
  for (let n = 0; turn === going; n++) {
    score.tried += 1;
    const wire = await openLine({ baseUrl, cookie: own[n % own.length] ?? "", session }).catch(() => null);
    if (turn !== going) return wire?.destroy();
    if (wire !== null) {
      wires.push(wire);
      opened(wire);
      await wire.closed();
      wires = wires.filter((other) => other !== wire);
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** So many frames a second by one line; what falls due while it is closed is not kept for later. */
function flood(perSecond: number, some: (n: number) => Buffer): void {
  let wire: RawWire | null = null;
  void lines((opened) => (wire = opened), half(0));
  atRate(perSecond, (due) => {
    if (wire === null || !wire.open || due === 0) return;
    wire.write(some(due));
    score.sent += due;
  });
}

/** Of the conspirators: those who come again and again, and those who sit there so that there is somebody to tell. */
const half = (which: 0 | 1): readonly string[] => cookies.filter((_, n) => n % 2 === which);

function sitThere(): void {
  for (const one of half(1))
    void lines(
      (wire) => {
        wire.socket.removeAllListeners("data").resume();
        every(1_000, () => wire.write(frame("3")));
      },
      [one],
    );
}

/** A member's that undo each other, so that each changes something, and a leader's for which the media server is asked. */
function someCommand(n: number): Buffer {
  const command = [{ kind: "case.offer" }, { kind: "person.mute", person }, { kind: "case.withdraw" }][n % 3];
  return frame(`42${n}${JSON.stringify(["command", { id: randomUUID(), command }])}`);
}
const big = frame(`42["command","${"x".repeat(1_000_000)}"]`);
const deepBody = `{"key":${"[".repeat(7_000)}${"]".repeat(7_000)}}`;
const door = (length: number, body: string) =>
  `POST /api/sessions/${session}/door HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`;

/** A place at the media server for whoever has a link, as a request to be let in there; "" = not given just now. */
async function trial(): Promise<string> {
  const url = new URL(`/api/sessions/${session}/line-check`, baseUrl);
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ key }) };
  const answer: unknown = await fetch(url, init)
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  if (answer === null || typeof answer !== "object" || !("sends" in answer)) return "";
  return upgradeRequest({ baseUrl, path: `/sfu/rtc?access_token=${String(answer.sends)}&sdk=js&protocol=16` });
}

/** One connection after the other by a trial's token, and another trial when that one is at an end. */
async function trials(opened: (wire: RawWire) => void): Promise<void> {
  const turn = going;
  for (let request = ""; turn === going;) {
    if (request === "") request = await trial();
    score.tried += 1;
    const wire = new RawWire(baseUrl);
    wires.push(wire);
    wire.write(request);
    const isIn = await wire
      .heard("101 Switching Protocols")
      .then(() => true)
      .catch(() => false);
    if (turn !== going) return wire.destroy();
    if (isIn) {
      wire.socket.removeAllListeners("data").resume();
      opened(wire);
      await wire.closed();
    } else request = "";
    wire.destroy();
    wires = wires.filter((other) => other !== wire);
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

const words = Buffer.concat(Array.from({ length: 1_000 }, () => frame(Buffer.from([0x70, 0x01]), "binary")));

const ATTACKS: Record<Kind, () => void> = {
  signals: () => {
    let wire: RawWire | null = null;
    void trials((opened) => (wire = opened));
    atRate(1_000, (due) => {
      // What the other side does not take is not sent.
      for (let n = 0; n < due && wire?.open && wire.socket.writableLength < 4_000_000; n++) {
        wire.write(words);
        score.sent += 1_000;
      }
    });
  },
  joins: () => {
    let request = "";
    void trial().then((made) => (request = made));
    every(5_000, () => void trial().then((made) => (request = made === "" ? request : made)));
    atRate(1_000, (due) => {
      wires = wires.filter(({ open }) => open);
      for (let n = Math.min(MANY - wires.length, due); n > 0 && request !== ""; n--) {
        const wire = new RawWire(baseUrl);
        wire.write(request);
        wires.push(wire);
        score.tried += 1;
      }
    });
  },
  // Each with an answer wished for.
  commands: () => {
    sitThere();
    flood(10_000, (due) => Buffer.concat(Array.from({ length: due }, (_, n) => someCommand(n))));
  },
  frames: () => flood(20, (due) => Buffer.concat(Array.from({ length: due }, () => big))),
  strangers: () => crowd(MANY, () => upgradeRequest({ baseUrl })),
  cookies: () => crowd(MANY, (n) => upgradeRequest({ baseUrl, cookie: cookies[n % cookies.length] ?? "" })),
  silent: () => crowd(MANY, () => ""),
  drips: () => {
    const firsts = ["GET / HTTP/1.1\r\nX-a: ", upgradeRequest({ baseUrl }).slice(0, -2), door(9_000, "{")];
    crowd(MANY, (n) => firsts[n % 3] ?? "");
    every(500, () => wires.forEach((wire) => wire.write("x")));
  },
  deaf: () => {
    for (const one of cookies)
      void lines(
        (wire) => {
          wire.stopReading();
          every(1_000, () => wire.write(frame("3")));
        },
        [one],
      );
  },
  // Deep JSON and odd paths, many on each connection.
  requests: () => {
    const all = [
      door(deepBody.length, deepBody),
      "GET /api/sessions HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /health HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /sfu/rtc?access_token=x.y.z HTTP/1.1\r\nHost: x\r\n\r\n",
    ];
    const CONNECTIONS = 20;
    atRate(1_000, (due) => {
      wires = wires.filter(({ open }) => open);
      for (; wires.length < CONNECTIONS; score.tried++) wires.push(new RawWire(baseUrl));
      for (let n = 0; n < due; n++) {
        const wire = wires[n % CONNECTIONS];
        if (wire !== undefined) wire.text = "";
        wire?.write(all[score.sent++ % all.length] ?? "");
      }
    });
  },
};

function stop(): void {
  going += 1;
  for (const timer of timers.splice(0)) clearInterval(timer);
  for (const wire of wires.splice(0)) wire.destroy();
}

setPriority(PRIORITY);
process.on("message", (order: Order) => {
  if (order === "stop") stop();
  else if (order !== "score") {
    Object.assign(score, { due: 0, sent: 0, tried: 0 });
    ATTACKS[order]();
  }
  process.send?.({ ...score, open: wires.filter(({ open }) => open).length } satisfies Score);
});
// Without whoever started it there is no attack.
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
