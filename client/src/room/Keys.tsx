/** Listens for the keys of the catalogue, and shows them on a card. Presses what a click would press. */
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import { useEffect, useRef, useState } from "react";
import { DialogCard } from "../ui/Confirm.tsx";
import { words } from "../words/words.ts";
import { type Layout, SHORTCUTS, type Shortcut, keyed, keysOf, shortcutFor, worksFor } from "./shortcuts.ts";

declare global {
  interface Navigator {
    /** Where the browser tells what stands on the keys. */
    readonly keyboard?: { getLayoutMap?: () => Promise<Layout> };
  }
}

const REMEMBERED = "balint-single-key";
const FOCUSABLE = "button, input, [tabindex]";

function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
}

function perform({ id, does }: Shortcut) {
  const element = document.querySelector<HTMLElement>(`[data-key="${id}"]`);
  if (does === "press") return element?.click();
  (element?.matches(FOCUSABLE) === true ? element : element?.querySelector<HTMLElement>(FOCUSABLE))?.focus();
}

function useSingleKey(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => {
    try {
      return localStorage.getItem(REMEMBERED) !== "off";
    } catch {
      return true;
    }
  });
  return [
    on,
    (wanted) => {
      setOn(wanted);
      try {
        localStorage.setItem(REMEMBERED, wanted ? "on" : "off");
      } catch {
        // A browser that keeps nothing obeys until the page is left.
      }
    },
  ];
}

/** Held down, Enter presses a button again and again, and whatever takes its place. */
function pressOnce(event: KeyboardEvent) {
  if (event.repeat && event.key === "Enter" && event.target instanceof HTMLButtonElement) event.preventDefault();
}

function useKeys(snapshot: RoomSnapshot, single: boolean) {
  const newest = useRef({ snapshot, single });
  useEffect(() => {
    newest.current = { snapshot, single };
  }, [snapshot, single]);
  useEffect(() => {
    let layout: Layout | null = null;
    navigator.keyboard?.getLayoutMap?.().then(
      (map) => {
        layout = map;
      },
      () => undefined,
    );
    function pressed(event: KeyboardEvent) {
      pressOnce(event);
      const shortcut = shortcutFor(event, newest.current.snapshot, {
        writing: isWriting(event.target),
        covered: document.querySelector("dialog:modal") !== null,
        layout,
        single: newest.current.single,
      });
      if (shortcut === null) return;
      event.preventDefault();
      perform(shortcut);
    }
    window.addEventListener("keydown", pressed, { capture: true });
    return () => window.removeEventListener("keydown", pressed, { capture: true });
  }, []);
}

type Props = { snapshot: RoomSnapshot; onWhere: () => void };

export function Keys({ snapshot, onWhere }: Props) {
  const [open, setOpen] = useState(false);
  const [single, setSingle] = useSingleKey();
  useKeys(snapshot, single);
  const mac = isMac();
  return (
    <>
      <button type="button" className="keys-button" {...keyed("keys")} onClick={() => setOpen(true)}>
        <span>{words.keys.button}</span> <kbd aria-hidden="true">?</kbd>
      </button>
      <button type="button" hidden {...keyed("where")} onClick={onWhere} />
      {open && (
        <DialogCard title={words.keys.title} onClose={() => setOpen(false)}>
          <dl className="keys">
            {SHORTCUTS.filter((shortcut) => worksFor(shortcut, snapshot)).map((shortcut) => (
              <div key={shortcut.id}>
                <dt>
                  <kbd>{keysOf(shortcut, mac)}</kbd>
                </dt>
                <dd>{words.keys.what[shortcut.id]}</dd>
              </div>
            ))}
          </dl>
          <p className="soft">{words.keys.lead}</p>
          <label className="choice">
            <input type="checkbox" checked={single} onChange={(event) => setSingle(event.target.checked)} />
            {words.keys.alone}
          </label>
          <div className="row">
            <button type="button" className="button" data-first onClick={() => setOpen(false)}>
              {words.close}
            </button>
          </div>
        </DialogCard>
      )}
    </>
  );
}
