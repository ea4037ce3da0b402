/**
 * The browser of the tests: Chromium with fake devices, able to send media over loopback. Knows no page.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright-core";

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

/** A Chromium whose owner has forbidden every site to keep anything: no cookies, no storage. */
export async function launchForgetful(): Promise<BrowserContext> {
  const profile = await mkdtemp(join(tmpdir(), "balint-forgetful-"));
  await mkdir(join(profile, "Default"));
  const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(join(profile, "Default/Preferences"), JSON.stringify(settings));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: [...FLAGS],
    locale: "en-GB",
  });
  context.once("close", () => void rm(profile, { recursive: true, force: true, maxRetries: 5 }));
  return context;
}
