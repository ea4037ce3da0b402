import { expect, test } from "vitest";
import { type BrowserKind, browserOf } from "./browser.ts";

const WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";
const IOS = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64";
const SAFARI = `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15`;

test.each<[string, BrowserKind, string, number?]>([
  ["Chrome on Windows", "chrome", `${WINDOWS}) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36`],
  ["Chrome on a laptop with a touch screen", "chrome", `${WINDOWS}) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36`, 10],
  ["Edge on Windows", "edge", `${WINDOWS}) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`],
  ["Firefox on Windows", "firefox", `${WINDOWS}; rv:140.0) Gecko/20100101 Firefox/140.0`],
  ["Safari on a Mac", "safari", SAFARI],
  ["Safari on an iPad", "iosSafari", SAFARI, 5],
  ["Safari on an iPhone", "iosSafari", `${IOS} Version/18.6 Mobile/15E148 Safari/604.1`],
  ["Chrome on an iPhone", "iosOther", `${IOS} CriOS/140.0 Mobile/15E148 Safari/604.1`],
  ["Firefox on an iPhone", "iosOther", `${IOS} FxiOS/140.0 Mobile/15E148 Safari/604.1`],
  ["a mail program's window on an iPhone", "inApp", `${IOS} Mobile/15E148`],
  ["Facebook on an iPhone", "inApp", `${IOS} Mobile/15E148 Safari/604.1 [FBAN/FBIOS;FBAV/500.0]`],
  [
    "Chrome on Android",
    "android",
    `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} Chrome/140.0.0.0 Mobile Safari/537.36`,
  ],
  [
    "Samsung's on Android",
    "android",
    `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0`,
  ],
  ["Firefox on Android", "androidFirefox", "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"],
  ["a messenger's window on Android", "inApp", `Mozilla/5.0 (Linux; Android 15; Pixel; wv) ${WEBKIT} Chrome/140.0.0.0`],
  ["one that nobody knows", "other", "Ladybird/1.0"],
])("[D-8] %s", (_name, kind, userAgent, maxTouchPoints = 0) => {
  expect(browserOf({ userAgent, maxTouchPoints })).toBe(kind);
});
