/** A small card beside what was pressed; pressing elsewhere or Escape closes it. Knows where, not what. */
import { type ReactNode, useLayoutEffect, useRef } from "react";

const GAP_PX = 10;

type Props = { label: string; anchor: Element; onClose: () => void; children: ReactNode };

/** Beside the anchor, on the side that has more room, and never over the edge of the window. */
function placeBeside(card: HTMLElement, anchor: Element) {
  const { top, height } = anchor.getBoundingClientRect();
  // What stands in the rail opens a card beside the rail, not over it.
  const { left, right } = (anchor.closest("aside") ?? anchor).getBoundingClientRect();
  const { offsetWidth, offsetHeight } = card;
  const { innerWidth, innerHeight } = window;
  const before = left - GAP_PX - offsetWidth;
  const x = before >= GAP_PX ? before : right + GAP_PX;
  const y = top + height / 2 - offsetHeight / 2;
  card.style.left = `${Math.max(GAP_PX, Math.min(x, innerWidth - offsetWidth - GAP_PX))}px`;
  card.style.top = `${Math.max(GAP_PX, Math.min(y, innerHeight - offsetHeight - GAP_PX))}px`;
}

type Press = Pick<KeyboardEvent, "key" | "altKey" | "preventDefault">;

/** Up and down among the buttons of a list, in the order of the page. */
export function arrowsAmongButtons(event: Press, list: Element | null) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.altKey) return;
  const buttons = [...(list?.querySelectorAll("button") ?? [])].filter((button) => button.checkVisibility());
  const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const next = buttons[(here + step + buttons.length) % buttons.length];
  if (here < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** Open as long as it is rendered. */
export function Popover({ label, anchor, onClose, children }: Props) {
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = card.current;
    if (element === null) return undefined;
    element.showPopover();
    placeBeside(element, anchor);
    const arrows = (event: KeyboardEvent) => arrowsAmongButtons(event, element);
    element.addEventListener("keydown", arrows);
    element.querySelector("button")?.focus({ preventScroll: true });
    // Closing it before it goes gives the focus back to where it was.
    return () => {
      if (element.matches(":popover-open")) element.hidePopover();
    };
  }, [anchor]);
  return (
    <div
      ref={card}
      popover="auto"
      role="dialog"
      tabIndex={-1}
      aria-label={label}
      className="popover"
      onToggle={(event) => event.newState === "closed" && onClose()}
    >
      {children}
    </div>
  );
}
