/** Who knocks, for whoever leads, and the answer to the knock that stands there. */
import { type LeadersView, seenOf } from "@balint/shared/session/protocol";
import type { Dispatch } from "../session/live.ts";
import { words } from "../words/words.ts";
import { keyed } from "./shortcuts.ts";
import { useSteady } from "./use-steady.ts";

type Guest = LeadersView["door"][number];

const DOUBLE_CLICK_MS = 350;

/** A person who knocks anew as somebody else is another row: no press meant for the old one reaches it. */
const keyOf = (guest: Guest) => `${guest.person} ${guest.since}`;

export function DoorList({ leaders, dispatch }: { leaders: LeadersView; dispatch: Dispatch }) {
  const guests = leaders.door.map(keyOf).join(",");
  const steady = useSteady(guests, DOUBLE_CLICK_MS);
  if (leaders.door.length === 0) return null;
  return (
    <section className="door-list" aria-label={words.console.door} {...keyed("door")}>
      <h3>{words.console.door}</h3>
      <ul>
        {leaders.door.map((guest) => (
          <li key={keyOf(guest)} data-knocks={guest.person}>
            <p>
              {guest.name} <small className="soft">{words.console.knocks(guest.role, guest.again, guest.here)}</small>
            </p>
            <div className="row">
              <button
                type="button"
                className="button"
                data-look="on"
                aria-label={words.console.admitName(guest.name)}
                aria-disabled={!steady}
                onClick={() =>
                  steady && void dispatch({ kind: "person.admit", person: guest.person, seen: seenOf(guest) })
                }
              >
                {words.console.admit}
              </button>
              <button
                type="button"
                className="button"
                data-look="plain"
                aria-label={words.console.notNowName(guest.name)}
                aria-disabled={!steady}
                onClick={() =>
                  steady && void dispatch({ kind: "person.refuse", person: guest.person, seen: seenOf(guest) })
                }
              >
                {words.console.notNow}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
