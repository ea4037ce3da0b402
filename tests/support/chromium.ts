/**
 * The browser of the tests: Chromium with fake devices, able to send media over loopback. Knows no page.
 */
import { type Browser, chromium } from "playwright-core";

const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Without it Chromium gathers no 127.0.0.1 candidates.
  "--allow-loopback-in-peer-connection",
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
  "--mute-audio",
];

export const CHROMIUM = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

export type Launch = {
  /** Instead of Chromium itself. */
  readonly program?: string;
  readonly flags?: readonly string[];
  /** Usual flags that are left out. */
  readonly without?: readonly string[];
};

export function launchChromium({ program = CHROMIUM, flags = [], without = [] }: Launch = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: program,
    args: [...FLAGS.filter((flag) => !without.includes(flag)), ...flags],
  });
}
