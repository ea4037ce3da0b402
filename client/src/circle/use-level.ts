/** Lets an element follow how loud somebody is, by one custom property: nothing is laid out anew, nothing re-rendered. */
import { type RefObject, useEffect } from "react";

const LOOK_EVERY_MS = 120;
/** Speech is mostly quiet; its root is nearer to how loud it sounds. */
const heard = (level: number) => Math.min(1, Math.sqrt(level) * 1.3).toFixed(2);

export function useLevel(element: RefObject<HTMLElement | null>, person: string, levelOf: Level, speaking: boolean) {
  useEffect(() => {
    if (!speaking) return undefined;
    const show = () => element.current?.style.setProperty("--level", heard(levelOf(person)));
    show();
    const timer = setInterval(show, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [element, person, levelOf, speaking]);
}

/** 0 to 1 */
export type Level = (person: string) => number;
