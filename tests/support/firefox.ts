/**
 * The second engine of the tests: Firefox with fake devices over WebDriver BiDi, able to send media over loopback.
 * Knows no page.
 */
import puppeteer, { type Browser } from "puppeteer-core";

const PREFERENCES = {
  "media.navigator.streams.fake": true,
  "media.navigator.permission.disabled": true,
  "media.peerconnection.ice.loopback": true,
  "media.peerconnection.ice.obfuscate_host_addresses": false,
  "media.autoplay.default": 0,
  "media.volume_scale": "0.0",
  "intl.accept_languages": "en-GB",
};

/** `undefined` where there is no Firefox; set-up says why. */
export const firefoxPath = (): string | undefined => process.env["FIREFOX_PATH"];

export function launchFirefox(executablePath: string): Promise<Browser> {
  return puppeteer.launch({
    browser: "firefox",
    executablePath,
    headless: true,
    extraPrefsFirefox: PREFERENCES,
    defaultViewport: { width: 1366, height: 768 },
  });
}
