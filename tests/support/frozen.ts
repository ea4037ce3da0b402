/** A whole browser that stops answering, as a cable pulled out: nothing is closed, and nothing is sent any more. */
import type { Browser } from "playwright-core";

/** Answers how it comes back. */
export async function freeze(browser: Browser): Promise<() => void> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const all = (signal: NodeJS.Signals) => processInfo.forEach(({ id }) => process.kill(id, signal));
  all("SIGSTOP");
  return () => all("SIGCONT");
}
