/**
 * Somebody who has only a keyboard, and hears what a screen reader would say. Knows the keys and the page's own
 * accessible names; touches nothing with a mouse.
 */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { eventually } from "../support/eventually.ts";

declare global {
  interface Window {
    /** Placed by `listen`: what has been said, in order. A line that begins with "#" was read out as it got the focus. */
    said: string[];
  }
}

/** Runs in the page, before its own scripts. */
export function listen(): void {
  window.said = [];
  const LIVE = "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]";
  const plain = (text: string | null | undefined) =>
    (text ?? "")
      .trim()
      .replace(/\s*\n\s*/g, " / ")
      .replace(/\s+/g, " ");
  const say = (text: string) => {
    if (text !== "" && text !== "#") window.said.push(text);
  };
  const more = (of: Element) => document.getElementById(of.getAttribute("aria-describedby") ?? "")?.textContent;
  const known = new WeakSet<Element>();
  new MutationObserver((records) => {
    const told = new Map<Node, string>();
    for (const record of records) {
      const nodes = record.type === "characterData" ? [record.target] : [...record.addedNodes];
      for (const node of nodes) {
        const element = node instanceof Element ? node : node.parentElement;
        const region = element?.closest(LIVE) ?? null;
        const alerts = node instanceof Element ? [...node.querySelectorAll("[role=alert]")] : [];
        for (const alert of alerts) told.set(alert, plain((alert as HTMLElement).innerText));
        if (region === null || !region.checkVisibility({ visibilityProperty: true })) continue;
        const whole = region.matches("[role=status], [role=alert]");
        // A region that comes together with its words is not read, unless it is an alert.
        if (!known.has(region) && !region.matches("[role=alert]")) continue;
        told.set(
          whole ? region : node,
          plain(whole && region instanceof HTMLElement ? region.innerText : node.textContent),
        );
      }
    }
    for (const text of told.values()) say(text);
    for (const region of document.querySelectorAll(LIVE)) known.add(region);
  }).observe(document, { subtree: true, childList: true, characterData: true });
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && target.matches("h1, h2, main"))
      say(
        `# ${[target.getAttribute("aria-label") ?? target.textContent, more(target)]
          .map(plain)
          .filter((part) => part !== "")
          .join(" / ")}`,
      );
  });
}

/** The accessible name of what has the focus; `null` = nothing has. */
function focused(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    const by = element.getAttribute("aria-labelledby");
    const labels = "labels" in element ? [...((element.labels as NodeListOf<HTMLLabelElement> | null) ?? [])] : [];
    const text =
      (by === null ? null : document.getElementById(by)?.textContent) ??
      element.getAttribute("aria-label") ??
      (labels.length > 0 ? labels.map((label) => label.textContent).join(" ") : null) ??
      element.textContent;
    return text.replace(/\s+/g, " ").trim();
  });
}

const MOST_TABS = 80;

export class Keyboard {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  focused(): Promise<string | null> {
    return focused(this.page);
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async write(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Tabs until what is so called has the focus. */
  async to(name: string | RegExp, key = "Tab"): Promise<void> {
    const seen: (string | null)[] = [];
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      const here = await this.focused();
      if (here !== null && (typeof name === "string" ? here === name : name.test(here))) return;
      seen.push(here);
      await this.press(key);
    }
    throw new Error(`no way by ${key} to ${String(name)}; it went over ${[...new Set(seen)].join(" | ")}`);
  }

  /** Goes there and presses it. */
  async use(name: string | RegExp, key = "Enter"): Promise<void> {
    await this.to(name);
    await this.press(key);
  }

  /** Something on the page has the focus. */
  async hasFocus(): Promise<void> {
    await eventually("something has the focus", async () => (await this.focused()) !== null);
  }

  said(): Promise<string[]> {
    return this.page.evaluate(() => window.said);
  }

  /** Until a screen reader has said this, since the last `hears`. */
  async hears(...texts: readonly string[]): Promise<void> {
    for (const text of texts)
      await eventually(`“${text}” is said`, async () => (await this.said()).some((one) => one.includes(text)), 20_000);
  }

  /** What is so marked can be pressed: it has stood still for a moment. */
  async ready(selector: string): Promise<void> {
    await this.page.locator(`${selector}:not([aria-disabled="true"]):not(:disabled)`).waitFor();
  }
}

/** Nothing twice in a row, and nothing that a doctor would not say. */
export function readsLikeAStory(said: readonly string[]): void {
  for (const [index, line] of said.entries()) expect(line).not.toBe(said[index - 1]);
  expect(
    said.filter((line) => /undefined|null|NaN|\[object|token|server|socket|error|phase\b|[a-z][A-Z]/.test(line)),
  ).toEqual([]);
}
