/** Keeps the screen on while somebody is in the room, where the browser can; given back on leaving. */
import { useEffect } from "react";

export function useWakeLock(): void {
  useEffect(() => {
    let here = true;
    let lock: WakeLockSentinel | null = null;
    async function keepOn() {
      if (!here || document.hidden || lock?.released === false || !("wakeLock" in navigator)) return;
      try {
        const got = await navigator.wakeLock.request("screen");
        if (here) lock = got;
        else void got.release();
      } catch {
        // A device that saves its battery says no; the room goes on.
      }
    }
    const keep = () => void keepOn();
    keep();
    // The browser takes the lock back whenever the page is out of sight.
    document.addEventListener("visibilitychange", keep);
    return () => {
      here = false;
      document.removeEventListener("visibilitychange", keep);
      void lock?.release();
    };
  }, []);
}
