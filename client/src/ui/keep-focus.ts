/**
 * Keeps the focus of the keyboard on the page: when what had it goes, is hidden or cannot be used any more, the nearest
 * sensible thing gets it. Knows the document and two marks: `data-home`, where the focus goes when nothing near is
 * left, and tabindex -1, for what may hold it without being a control. Knows no screens.
 */
const USABLE = "button:not(:disabled), input:not(:disabled), textarea, select, a[href], [tabindex='0']";
/** Whatever comes into the focus by itself is not pressed by the second half of a press meant for what went. */
const STEADY_MS = 700;

const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
const usable = (element: Element) => element.isConnected && !element.matches(":disabled") && shown(element);

function firstIn(place: Element): HTMLElement | null {
  return [...place.querySelectorAll<HTMLElement>(USABLE)].find(usable) ?? null;
}

/** What stands on a screen that has just come: the screen itself where it has a name, else its heading. */
function beginningOf(root: HTMLElement): HTMLElement | null {
  const screen = root.querySelector<HTMLElement>("main");
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
  let trail: Element[] = [];
  let given: { to: Element; at: number } | null = null;

  function mend() {
    const [last] = trail;
    const now = document.activeElement;
    if (last === undefined || usable(last) || (now !== null && now !== document.body && now !== last)) return;
    const next = successor(trail, root);
    trail = [];
    if (next === null) return;
    given = { to: next, at: performance.now() };
    next.focus({ preventScroll: !next.matches("button, input") });
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
  new MutationObserver(mend).observe(root, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["disabled", "hidden", "data-closed", "data-open"],
  });
}
