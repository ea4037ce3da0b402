/**
 * Laden into the server's process beside the app and unknown to it. Answers over the channel to the process that
 * started it how much memory is in use after a collection, how late the event loop has been, and what is still held;
 * and makes the process stand still, for tests that must have seen what that looks like.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();

const MB = 1024 * 1024;

function measured() {
  const lag = { p99: delay.percentile(99) / 1e6, most: delay.max / 1e6 };
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  delay.reset();
  const resources = process.getActiveResourcesInfo();
  const count = (kind: RegExp) => resources.filter((resource) => kind.test(resource)).length;
  return {
    heapMb: heapUsed / MB,
    rssMb: rss / MB,
    lagP99Ms: lag.p99,
    lagMostMs: lag.most,
    sockets: count(/^TCPSocketWrap/),
    timers: count(/^Timeout/),
  };
}

let standing: NodeJS.Timeout | undefined;

process.on("message", (message) => {
  if (message === "measure") return process.send?.(measured());
  if (typeof message !== "object" || message === null || !("standStillMs" in message)) return;
  clearInterval(standing);
  const ms = Number(message.standStillMs);
  if (ms > 0)
    standing = setInterval(() => {
      for (const until = performance.now() + ms; performance.now() < until;);
    }, 3 * ms);
  process.send?.("standing");
});
