/**
 * The leaders' rail comes as a file of its own, for most people never see it. Whoever leads, or may have to, fetches it;
 * a leader does so at the door already, so that it stands with the room.
 */
import { type ComponentProps, createElement, useEffect, useState } from "react";

const AGAIN_MS = 1_500;

type Console = typeof import("./Console.tsx").Console;
let fetched: Console | null = null;

export async function loadRail(): Promise<void> {
  fetched = (await import("./Console.tsx")).Console;
}

/** `leaders` is `null` for a deputy who does not lead yet: then it is fetched, and not shown. */
type Props = Omit<ComponentProps<Console>, "leaders"> & { leaders: ComponentProps<Console>["leaders"] | null };

export function Rail({ leaders, ...props }: Props) {
  const [there, setThere] = useState(fetched !== null);
  useEffect(() => {
    if (there) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const fetch = () =>
      void loadRail().then(
        () => over || setThere(true),
        () => {
          // The line is poor just now. Nobody can lead without the rail.
          if (!over) timer = setTimeout(fetch, AGAIN_MS);
        },
      );
    fetch();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [there]);
  return there && leaders !== null && fetched !== null ? createElement(fetched, { ...props, leaders }) : null;
}
