/**
 * Keeps the focus of the keyboard on the page: when what had it goes, is hidden or cannot be used any more, the nearest
 * sensible thing gets it. Knows the document and two marks: `data-home`, where the focus goes when nothing near is
 * left, and tabindex -1, for what may hold it without being a control. Knows no screens.
 */
const USABLE = "button:not(:disabled), input:not(:disabled), textarea, select, a[href], [tabindex='0']";
/** A button that is busy for a moment keeps its place; what stays closed gives it up. */
const BUSY_MS = 1_500;
/** Whatever comes into the focus by itself is not pressed by the second half of a press meant for what went. */
const STEADY_MS = 700;

const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
const there = (element: Element) => element.isConnected && shown(element);
const usable = (element: Element) => there(element) && !element.matches(":disabled");

function firstIn(place: Element): HTMLElement | null {
  return [...place.querySelectorAll<HTMLElement>(USABLE)].find(usable) ?? null;
}

/** Where a screen is read from: the screen itself where it has a name, else its heading. `null` = not there yet. */
function beginningOf(root: HTMLElement): HTMLElement | null {
  const screen = root.querySelector<HTMLElement>("main:not([aria-busy='true'])");
  const beginning = screen?.hasAttribute("aria-label") === true ? screen : (screen?.querySelector("h1") ?? screen);
  if (beginning !== null && !beginning.hasAttribute("tabindex")) beginning.tabIndex = -1;
  return beginning;
}

/** @param trail what had the focus, then what it stood in, outwards */
function successor(trail: readonly Element[], root: HTMLElement): HTMLElement | null {
  for (const place of trail.slice(1)) {
    if (place === root) return beginningOf(root);
    if (!place.isConnected || !shown(place)) continue;
    if (place.matches("main"))
      return [...place.querySelectorAll("[data-home]")].map(firstIn).find((one) => one !== null) ?? firstIn(place);
    const found = firstIn(place) ?? (place.getAttribute("tabindex") === "-1" ? (place as HTMLElement) : null);
    if (found !== null) return found;
  }
  return beginningOf(root);
}

export function keepFocus(root: HTMLElement): void {
  /** What had the focus last, then what it stood in, outwards. Empty when the person took the focus away. */
  let trail: Element[] = [];
  let given: { to: Element; at: number } | null = null;
  let busy: { with: Element; timer: ReturnType<typeof setTimeout> } | null = null;
  /** The screen that was read last. */
  let screen: string | null = null;

  function give(next: HTMLElement | null) {
    if (next === null) return;
    trail = [];
    given = { to: next, at: performance.now() };
    next.focus({ preventScroll: !next.matches("button, input") });
  }

  function waitFor(element: Element) {
    if (busy?.with === element) return;
    clearTimeout(busy?.timer);
    busy = { with: element, timer: setTimeout(() => mend(true), BUSY_MS) };
  }

  function mend(late = false) {
    const now = document.activeElement;
    const [last] = trail;
    const before = screen;
    const main = root.querySelector("main:not([aria-busy='true'])");
    if (main !== null) screen = main.getAttribute("data-screen");
    if (now !== null && now !== document.body && now !== last) return;
    // Nothing would be said of a screen that comes while nothing has the focus.
    if (last === undefined) return before === screen ? undefined : give(beginningOf(root));
    if (usable(last)) {
      if (busy?.with === last && now !== last && last instanceof HTMLElement) last.focus({ preventScroll: true });
      busy = null;
      return;
    }
    if (there(last) && !late) return waitFor(last);
    busy = null;
    give(successor(trail, root));
  }

  root.addEventListener("focusin", ({ target }) => {
    trail = [];
    for (
      let at = target instanceof Element ? target : null;
      at !== null && at !== root.parentElement;
      at = at.parentElement
    )
      trail.push(at);
  });
  // Pressing on nothing takes the focus away, and that is the person's own wish.
  root.addEventListener("focusout", ({ target, relatedTarget }) => {
    if (relatedTarget !== null) return;
    queueMicrotask(() => {
      if (target instanceof Element && usable(target) && trail[0] === target) trail = [];
    });
  });
  root.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      if (given !== null && event.target === given.to && performance.now() - given.at < STEADY_MS)
        event.preventDefault();
    },
    { capture: true },
  );
  new MutationObserver(() => mend()).observe(root, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["disabled", "hidden", "aria-busy", "data-closed", "data-open"],
  });
}
