/** The server's clock on this screen, looked at a few times a minute: nothing here ticks. */
import { useEffect, useState } from "react";

const LOOK_MS = 10_000;

export function useNow(clockAhead: number): number {
  const [here, setHere] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setHere(Date.now()), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return here + clockAhead;
}
