/**
 * The process that carries bots: takes orders over IPC, one at a time per bot, and ends with its parent.
 * A process of its own because rtc-node leaks and keeps native threads. Knows nothing of what the orders are for.
 */
import { dispose } from "@livekit/rtc-node";
import { BotPerson } from "./bot-person.ts";
import { Down, type Order, type Up } from "./bot-protocol.ts";

const people = new Map<string, BotPerson>();
const queues = new Map<string, Promise<void>>();

function tell(up: Up): void {
  if (process.connected) process.send?.(up);
}

function person(id: string): BotPerson {
  const known = people.get(id);
  if (known !== undefined) return known;
  const fresh = new BotPerson((reason) => tell({ is: "disconnected", bot: id, reason }));
  people.set(id, fresh);
  return fresh;
}

async function obey(bot: BotPerson, order: Order): Promise<unknown> {
  switch (order.do) {
    case "connect":
      return bot.connect(order.url, order.token, order.autoSubscribe);
    case "publishTone":
      return bot.publishTone(order.source, order.hz);
    case "publishPicture":
      return bot.publishPicture(order.width, order.height, order.fps);
    case "publishVoice":
      return bot.publishVoice(order.seed, order.pitch);
    case "publishPortrait":
      return bot.publishPortrait(order.look, order.size, order.fps);
    case "talk":
      return bot.talk(order.on);
    case "unpublish":
      return bot.unpublish(order.source);
    case "subscribeOnly":
      return bot.subscribeOnly(order.wanted);
    case "sendData":
      return bot.sendData(order.text);
    case "fullReconnect":
      return bot.fullReconnect();
    case "audioFrames":
      return bot.audioFrames();
    case "lastAudible":
      return bot.lastAudible();
    case "publications":
      return bot.publications();
    case "state":
      return bot.state();
    case "disconnect":
      return bot.disconnect();
  }
}

const LOOKS: ReadonlySet<Order["do"]> = new Set([
  "audioFrames",
  "lastAudible",
  "publications",
  "state",
  "subscribeOnly",
  "talk",
]);

async function carryOut({ call, bot, order }: Down): Promise<void> {
  try {
    tell({ is: "done", call, result: await obey(person(bot), order) });
  } catch (cause) {
    tell({ is: "failed", call, reason: String(cause) });
  }
}

process.on("message", (message) => {
  const down = Down.parse(message);
  // Looking must not wait behind a publication that is never answered.
  if (LOOKS.has(down.order.do)) return void carryOut(down);
  const before = queues.get(down.bot) ?? Promise.resolve();
  queues.set(
    down.bot,
    before.then(() => carryOut(down)),
  );
});

// The parent ends the bots by closing the channel, or by dying.
process.on("disconnect", () => {
  const end = () => process.exit(0);
  setTimeout(end, 1_000);
  Promise.all([...people.values()].map((bot) => bot.disconnect()))
    .then(() => dispose())
    .then(end, end);
});

tell({ is: "ready" });
