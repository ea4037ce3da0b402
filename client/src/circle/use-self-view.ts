/** Whether one's own picture is hidden from oneself: a person's own choice, kept on this device. Others see no change. */
import { useState } from "react";

const REMEMBERED = "balint-self-view";

function remembered(): boolean {
  try {
    return localStorage.getItem(REMEMBERED) === "hidden";
  } catch {
    return false;
  }
}

export function useSelfView(): { hidden: boolean; toggle: () => void } {
  const [hidden, setHidden] = useState(remembered);
  function toggle() {
    setHidden(!hidden);
    try {
      localStorage.setItem(REMEMBERED, hidden ? "shown" : "hidden");
    } catch {
      // A browser that keeps nothing hides it this time.
    }
  }
  return { hidden, toggle };
}
