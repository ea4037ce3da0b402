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
