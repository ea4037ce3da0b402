/**
 * Preloaded into the server's process by the soak, beside the app and unknown to it: answers over the channel to the
 * process that started it how much memory is in use after a collection, and how late the event loop has been.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();

const MB = 1024 * 1024;

process.on("message", (message) => {
  if (message !== "measure") return;
  const lag = { p99: delay.percentile(99) / 1e6, most: delay.max / 1e6 };
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  delay.reset();
  process.send?.({ heapMb: heapUsed / MB, rssMb: rss / MB, lagP99Ms: lag.p99, lagMostMs: lag.most });
});
