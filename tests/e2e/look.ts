/**
 * Looks at a screen as it stands in every size, theme and language, asks `geometry.ts` what is wrong, and keeps
 * pictures for a person to look at: one by one, and on one sheet. Knows no session.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { LANGUAGES } from "../../client/src/words/words.ts";
import { faultsOf, outOfView } from "./geometry.ts";
import type { Screen } from "./screen.ts";

export const PICTURES = join(import.meta.dirname, "../output");
const SIZES = [
  [360, 740],
  [820, 1180],
  [1366, 768],
  [2560, 1440],
] as const;
/** Two phones held sideways, one of them with the bars of its browser, a larger one, and 1280 pixels at four times the size. */
const LOW_SIZES = [
  [740, 360],
  [802, 293],
  [844, 390],
  [320, 256],
] as const;
const USUAL = { width: 1366, height: 768 };
const THEMES = ["light", "dark"] as const;

type Theme = (typeof THEMES)[number];
type Picture = { readonly state: string; readonly what: string; readonly jpeg: Buffer };

/** English, and of the others the one that needs the most letters. */
async function twoLanguages(): Promise<readonly [string, string]> {
  const all: [string, { load: () => Promise<object> }][] = Object.entries(LANGUAGES);
  const others = await Promise.all(
    all
      .filter(([code]) => code !== "en")
      .map(async ([code, { load }]) => ({ code, letters: JSON.stringify(await load()).length })),
  );
  const longest = others.toSorted((one, other) => other.letters - one.letters)[0];
  if (longest === undefined) throw new Error("there is no second language");
  return ["en", longest.code];
}

function speak(page: Page, language: string): Promise<void> {
  return page.evaluate(async (code) => {
    const choice = document.querySelector<HTMLSelectElement>(".language select");
    if (choice === null) throw new Error("no language can be chosen here");
    choice.value = code;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    while (document.documentElement.lang !== code) await new Promise((next) => requestAnimationFrame(next));
  }, language);
}

/**
 * Through the low windows: what is wrong in them, and which of `atHand` is not in view. A picture of each is kept, and
 * afterwards the screen is as it was.
 */
export async function lowFaults(state: string, { name, page }: Screen, atHand: readonly string[]): Promise<string[]> {
  const before = page.viewportSize();
  const faults: string[] = [];
  for (const [index, language] of (await twoLanguages()).entries()) {
    await speak(page, language);
    await page.emulateMedia({ colorScheme: THEMES[index] ?? "light" });
    for (const [width, height] of LOW_SIZES) {
      await page.setViewportSize({ width, height });
      const found = [...(await faultsOf(page)), ...(await outOfView(page, atHand))];
      // So small that what is said to one person may have to be scrolled.
      const real = found.filter((fault) => width > 320 || fault !== "the quiet-lines has more than it shows");
      faults.push(...real.map((fault) => `${state}, ${name}, ${width} x ${height} ${language}: ${fault}`));
      await page.screenshot({ path: join(PICTURES, `low-${state}-${name.split(" ")[0]}-${width}-${language}.png`) });
    }
  }
  await speak(page, "en");
  await page.emulateMedia({ colorScheme: "light" });
  if (before !== null) await page.setViewportSize(before);
  return faults;
}

export class Looker {
  readonly #languages: readonly [string, string];
  readonly #pictures: Picture[] = [];
  #faults: string[] = [];

  private constructor(languages: readonly [string, string]) {
    this.#languages = languages;
  }

  static async begin(): Promise<Looker> {
    await rm(join(PICTURES, "states"), { recursive: true, force: true });
    await mkdir(join(PICTURES, "states"), { recursive: true });
    return new Looker(await twoLanguages());
  }

  /** What has been found wrong since it was last asked. */
  found(): string[] {
    const found = this.#faults;
    this.#faults = [];
    return found;
  }

  /** Through all sizes, themes and languages; afterwards the screen is as it was. */
  async at(state: string, ...screens: Screen[]): Promise<void> {
    for (const screen of screens) {
      for (const language of this.#languages) {
        await speak(screen.page, language);
        for (const [width, height] of SIZES) {
          await screen.page.setViewportSize({ width, height });
          for (const theme of THEMES) await this.#one(state, screen, width, theme, language);
        }
      }
      await speak(screen.page, "en");
      await screen.page.setViewportSize(USUAL);
      await screen.page.emulateMedia({ colorScheme: "light" });
    }
  }

  /** As it would stand in a script that is written from right to left. */
  async mirrored(state: string, { name, page }: Screen): Promise<void> {
    await page.evaluate(() => (document.documentElement.dir = "rtl"));
    for (const [width, height] of SIZES.slice(0, 3)) {
      await page.setViewportSize({ width, height });
      const found = await faultsOf(page);
      this.#faults.push(...found.map((fault) => `${state}, ${name}, ${width}, right to left: ${fault}`));
      await this.#keep(state, page, `${name}, ${width} right to left`);
    }
    await page.evaluate(() => (document.documentElement.dir = "ltr"));
    await page.setViewportSize(USUAL);
  }

  async #one(state: string, { name, page }: Screen, width: number, theme: Theme, language: string): Promise<void> {
    await page.emulateMedia({ colorScheme: theme });
    const found = await faultsOf(page);
    const what = `${name}, ${width} ${theme} ${language}`;
    this.#faults.push(...found.map((fault) => `${state}, ${what}: ${fault}`));
    // Of each size one picture, so that both themes and both languages are on the sheet.
    const [kept, spoken] = width === 820 || width === 2560 ? ["dark", 0] : ["light", 1];
    if ((theme === kept && language === this.#languages[spoken as 0 | 1]) || found.length > 0)
      await this.#keep(state, page, what);
  }

  async #keep(state: string, page: Page, what: string): Promise<void> {
    const jpeg = await page.screenshot({ type: "jpeg", quality: 70 });
    this.#pictures.push({ state, what, jpeg });
    await writeFile(join(PICTURES, "states", `${state}, ${what}.jpg`.replaceAll(" ", "-")), jpeg);
  }

  /** One page of all pictures, drawn by the browser itself. */
  async keepSheet(browser: Browser): Promise<void> {
    const states = [...new Set(this.#pictures.map(({ state }) => state))];
    const rows = states.map((state) => {
      const figures = this.#pictures
        .filter((picture) => picture.state === state)
        .map(
          ({ what, jpeg }) =>
            `<figure><img src="data:image/jpeg;base64,${jpeg.toString("base64")}"><figcaption>${what}</figcaption></figure>`,
        );
      return `<h2>${state}</h2><div>${figures.join("")}</div>`;
    });
    const style =
      "body{font:14px sans-serif;margin:16px;width:2000px}div{display:flex;flex-wrap:wrap;gap:8px}figure{margin:0}img{height:260px;display:block}h2{margin:12px 0 4px}";
    const page = await browser.newPage({ viewport: { width: 2040, height: 1200 } });
    await page.setContent(`<style>${style}</style>${rows.join("")}`);
    await page.screenshot({ path: join(PICTURES, "states.png"), fullPage: true });
    await page.close();
  }
}
