/**
 * The leaders' rail comes as a file of its own, for most people never see it. Whoever leads, or may have to, fetches it;
 * a leader does so at the door already, so that it stands with the room.
 */
import { type ComponentProps, createElement, useEffect, useState } from "react";
import { say } from "../ui/speech.ts";
import { words } from "../words/words.ts";

const AGAIN_MS = 1_500;

type Console = typeof import("./Console.tsx").Console;
let fetched: Console | null = null;

export async function loadRail(): Promise<void> {
  fetched = (await import("./Console.tsx")).Console;
}

/** What did not come once never comes for the same page in browsers from before 2026. The page comes back to the same chair. */
function NoRail() {
  useEffect(() => say(words.failed.unreachable), []);
  return (
    <aside className="console" aria-label={words.console.label} data-open="false">
      <section className="console-step">
        <p>{words.failed.unreachable}</p>
        <button type="button" className="button" data-look="step" onClick={() => location.reload()}>
          {words.tryAgain}
        </button>
      </section>
    </aside>
  );
}

/** `leaders` is `null` for a deputy who does not lead yet: then it is fetched, and not shown. */
type Props = Omit<ComponentProps<Console>, "leaders"> & { leaders: ComponentProps<Console>["leaders"] | null };

export function Rail({ leaders, ...props }: Props) {
  const [is, setIs] = useState<"coming" | "missing" | "there">(fetched === null ? "coming" : "there");
  const there = is === "there";
  useEffect(() => {
    if (there) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const fetch = () =>
      void loadRail().then(
        () => over || setIs("there"),
        () => {
          if (over) return;
          setIs("missing");
          // The line is poor just now, and newer browsers do ask again.
          timer = setTimeout(fetch, AGAIN_MS);
        },
      );
    fetch();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [there]);
  if (leaders === null || is === "coming") return null;
  return there && fetched !== null ? createElement(fetched, { ...props, leaders }) : <NoRail />;
}
