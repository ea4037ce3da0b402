/**
 * What is wrong with the geometry of the screen as it stands: things over one another, out of the window, or cut off.
 * Measures the page and knows the classes of the client's screens; knows no session.
 */
import type { Page } from "playwright-core";

/** Every fault in a few words; empty when the screen is as it should be. Waits until nothing glides any more. */
export function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    type Rect = { left: number; top: number; right: number; bottom: number };
    type Thing = { what: string; rect: Rect };
    const SLACK = 1;
    const frame = () => new Promise((next) => requestAnimationFrame(next));
    const circle = document.querySelector(".circle");
    const drawn = () => circle?.getAttribute("data-box") === `${circle?.clientWidth} ${circle?.clientHeight}`;
    const gliding = () =>
      (circle !== null && !drawn()) ||
      document
        .getAnimations()
        .some(({ effect, playState }) => playState === "running" && effect?.getTiming().iterations !== Infinity);
    await frame();
    for (let count = 0; count < 300 && gliding(); count += 1) await frame();

    const faults: string[] = [];
    const shown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      (element.clientWidth > 1 || element.getBoundingClientRect().width > 1);
    const all = (selector: string) => [...document.querySelectorAll(selector)].filter(shown);
    const words = (element: Element) => (element.textContent ?? "").trim().slice(0, 40);
    /** Where the letters are, not the box they stand in. */
    const lettersOf = (element: Element): Rect => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const [letters, { top, bottom }] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
      // A font keeps more room above and below its letters than a line of them takes.
      const { left, right } = letters;
      return { left, right, top: Math.max(letters.top, top), bottom: Math.min(letters.bottom, bottom) };
    };
    const things = (selector: string, what: string, of: (element: Element) => Rect): Thing[] =>
      all(selector).map((element) => ({ what: `${what} “${words(element)}”`, rect: of(element) }));
    const box = (element: Element): Rect => element.getBoundingClientRect();
    const over = (a: Rect, b: Rect) =>
      a.left < b.right - SLACK && b.left < a.right - SLACK && a.top < b.bottom - SLACK && b.top < a.bottom - SLACK;
    const roundOver = (face: Rect, rect: Rect) => {
      const [x, y, r] = [(face.left + face.right) / 2, (face.top + face.bottom) / 2, (face.right - face.left) / 2];
      const dx = Math.max(rect.left - x, 0, x - rect.right);
      const dy = Math.max(rect.top - y, 0, y - rect.bottom);
      return Math.hypot(dx, dy) < r - SLACK;
    };
    const nameOf = (face: Element) => face.closest("[data-person]")?.getAttribute("aria-label") ?? "a gap";

    const faces = all(".seat .face").map((face) => ({ what: `face of ${nameOf(face)}`, rect: box(face) }));
    const names = things(".seat .name > *", "name", lettersOf);
    const tags = things(".seat .tag", "tag", box);
    const middle = things(".centre > *", "middle", lettersOf);
    /** As far as it is shown: that there is more is a fault of its own. */
    const shownOf = (element: Element): Rect => {
      const [{ left, right, top, bottom }, within] = [box(element), element.parentElement?.getBoundingClientRect()];
      return {
        left,
        right,
        top: Math.max(top, within?.top ?? top),
        bottom: Math.min(bottom, within?.bottom ?? bottom),
      };
    };
    const quiet = things(".quiet", "quiet line", shownOf);
    const bar = things(".bar > .button, .bar-says", "bar", box);
    const head = things(".room-head > strong, .room-head .language", "head", box);
    const flat = [...names, ...middle, ...quiet, ...bar, ...head];

    for (const [index, face] of faces.entries()) {
      for (const other of faces.slice(index + 1)) {
        const [a, b] = [face.rect, other.rect];
        const apart = Math.hypot((a.left + a.right - b.left - b.right) / 2, (a.top + a.bottom - b.top - b.bottom) / 2);
        if (apart < (a.right - a.left + b.right - b.left) / 2 - SLACK) faults.push(`${face.what} over ${other.what}`);
      }
      for (const other of flat) if (roundOver(face.rect, other.rect)) faults.push(`${face.what} over ${other.what}`);
    }
    for (const [index, thing] of flat.entries())
      for (const other of flat.slice(index + 1))
        if (over(thing.rect, other.rect)) faults.push(`${thing.what} over ${other.what}`);
    for (const [index, tag] of tags.entries())
      for (const other of [...tags.slice(index + 1), ...middle, ...quiet, ...bar, ...head, ...names])
        if (over(tag.rect, other.rect)) faults.push(`${tag.what} over ${other.what}`);

    for (const { what, rect } of [...faces, ...tags, ...flat, ...things(".notice-card", "notice", box)])
      if (
        rect.left < -SLACK ||
        rect.top < -SLACK ||
        rect.right > innerWidth + SLACK ||
        rect.bottom > innerHeight + SLACK
      )
        faults.push(`${what} is out of the window`);
    const texts =
      ".name > *, .tag, .centre > *, .bar > .button, .bar-says, .quiet, .quiet p, .quiet .button, .room-head strong, .notice h1, .notice p";
    for (const element of all(texts))
      if (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + SLACK)
        faults.push(`“${words(element)}” is cut off`);
    for (const element of all(".seat .empty, .gap-name")) {
      const [round, { left, top, right, bottom }] = [element.parentElement, lettersOf(element)];
      if (round === null || words(element) === "") continue;
      const { x, y, width } = round.getBoundingClientRect();
      const far = (h: number, v: number) => Math.hypot(h - x - width / 2, v - y - width / 2);
      if (Math.max(far(left, top), far(right, top), far(left, bottom), far(right, bottom)) > width / 2 + SLACK)
        faults.push(`“${words(element)}” is cut by its round`);
    }
    // A font's own height is a little more than that of its line; a line too many is more than half of one.
    for (const element of all(".room-head strong"))
      if (element.scrollHeight > element.clientHeight + 8) faults.push(`“${words(element)}” is cut off`);
    // Letters of a page that may be long, and of the rail: nothing over anything, and nothing wider than its place.
    const lines = things(".door-card :is(h1, h2, p, li, label > span, .button, select, legend)", "door", box);
    for (const [index, line] of lines.entries())
      for (const other of lines.slice(index + 1))
        if (over(line.rect, other.rect)) faults.push(`${line.what} over ${other.what}`);
    const parts = things(".console > *", "rail", box);
    for (const [index, part] of parts.entries())
      for (const other of parts.slice(index + 1))
        if (over(part.rect, other.rect)) faults.push(`${part.what} over ${other.what}`);
    for (const element of all(
      ".console :is(h2, h3, p, .button, .person-name, small), .door-card :is(h1, p, li, .button)",
    ))
      if (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + SLACK)
        faults.push(`“${words(element)}” is cut off`);
    const pen = document.createElement("canvas").getContext("2d");
    for (const input of document.querySelectorAll<HTMLInputElement>("input[placeholder]")) {
      const { font, paddingInlineStart, paddingInlineEnd } = getComputedStyle(input);
      const room = input.clientWidth - Number.parseFloat(paddingInlineStart) - Number.parseFloat(paddingInlineEnd);
      if (pen === null || input.clientWidth === 0) continue;
      pen.font = font;
      if (pen.measureText(input.placeholder).width > room) faults.push(`“${input.placeholder}” is cut off`);
    }
    const page = document.scrollingElement;
    if (page !== null && page.scrollWidth > page.clientWidth) faults.push("the page is wider than the window");
    if (document.querySelector(".room") !== null && page !== null)
      if (page.scrollHeight > page.clientHeight || page.scrollWidth > page.clientWidth) faults.push("the room scrolls");
    for (const element of all(".circle, .quiet-lines"))
      if (element.scrollHeight > element.clientHeight + SLACK || element.scrollWidth > element.clientWidth + SLACK)
        faults.push(`the ${element.className} has more than it shows`);
    return faults;
  });
}

/** Which of these cannot be pressed as the window stands, by the middle of each and by its edges. */
export function outOfView(page: Page, selectors: readonly string[]): Promise<string[]> {
  return page.evaluate(
    (all) =>
      all
        .filter((selector) => {
          const element = document.querySelector(selector);
          if (element === null) return true;
          const { left, top, right, bottom } = element.getBoundingClientRect();
          const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
          const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
          return !inside || there === null || !element.contains(there);
        })
        .map((selector) => `${selector} is not at hand`),
    selectors,
  );
}
