/**
 * Whether something has stood still for a moment. Buttons whose meaning changes under the finger take no click until
 * then: the second half of a double click, or of two leaders at once, must not do the next thing too.
 */
import { useEffect, useState } from "react";

/** As long as the second half of a double click may take. */
export const DOUBLE_CLICK_MS = 350;

export function useSteady(value: string, ms: number): boolean {
  const [steady, setSteady] = useState(value);
  useEffect(() => {
    if (value === steady) return undefined;
    const timer = setTimeout(() => setSteady(value), ms);
    return () => clearTimeout(timer);
  }, [value, steady, ms]);
  return value === steady;
}

/**
 * Whether all that stood in a list stands where it stood. Where one goes, the next comes to lie under the finger; one that
 * is added at the end takes nobody's place.
 */
export function useInPlace(list: readonly string[], ms: number): boolean {
  const now = list.join(" ");
  const [stood, setStood] = useState(now);
  const inPlace = `${now} `.startsWith(stood === "" ? "" : `${stood} `);
  useEffect(() => {
    const timer = setTimeout(() => setStood(now), inPlace ? 0 : ms);
    return () => clearTimeout(timer);
  }, [now, inPlace, ms]);
  return inPlace;
}
