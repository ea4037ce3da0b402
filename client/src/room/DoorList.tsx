/** Who knocks, for whoever leads, and the answer to the knock that stands there. */
import { type LeadersView, seenOf } from "@balint/shared/session/protocol";
import { useEffect, useRef } from "react";
import type { Dispatch } from "../session/live.ts";
import { words } from "../words/words.ts";
import { keyed } from "./shortcuts.ts";
import { DOUBLE_CLICK_MS, useSteady } from "./use-steady.ts";

type Guest = LeadersView["door"][number];
type Props = { leaders: LeadersView; dispatch: Dispatch };

/** So many strangers at once are answered one by one. */
const FEW = 2;

/** A person who knocks anew as somebody else is another row: no press meant for the old one reaches it. */
const keyOf = (guest: Guest) => `${guest.person} ${guest.since}`;

function Knock({ guest, leaders, steady, dispatch }: Props & { guest: Guest; steady: boolean }) {
  const full = guest.role === "observer" ? leaders.full.outer : leaders.full.circle;
  return (
    <li data-knocks={guest.person}>
      <p>
        {guest.name}{" "}
        <small className="soft">
          {words.console.knocks(guest.role, guest.again, guest.here)}
          {full && ` · ${words.console.noChair}`}
        </small>
      </p>
      <div className="row">
        <button
          type="button"
          className="button"
          data-look="on"
          aria-label={words.console.admitName(guest.name)}
          aria-disabled={!steady}
          onClick={() => steady && void dispatch({ kind: "person.admit", person: guest.person, seen: seenOf(guest) })}
        >
          {words.console.admit}
        </button>
        <button
          type="button"
          className="button"
          data-look="plain"
          aria-label={words.console.notNowName(guest.name)}
          aria-disabled={!steady}
          onClick={() => steady && void dispatch({ kind: "person.refuse", person: guest.person, seen: seenOf(guest) })}
        >
          {words.console.notNow}
        </button>
      </div>
    </li>
  );
}

/** Since when each knock has stood on this screen: whoever comes while the finger is on its way has not been seen. */
function useLookedAt(guests: readonly Guest[]): () => Guest[] {
  const since = useRef(new Map<string, number>());
  useEffect(() => {
    const before = since.current;
    since.current = new Map(guests.map(keyOf).map((key) => [key, before.get(key) ?? performance.now()]));
  }, [guests]);
  return () => {
    const then = performance.now() - DOUBLE_CLICK_MS;
    return guests.filter((guest) => (since.current.get(keyOf(guest)) ?? Infinity) <= then);
  };
}

export function DoorList({ leaders, dispatch }: Props) {
  const guests = leaders.door.map(keyOf).join(",");
  const steady = useSteady(guests, DOUBLE_CLICK_MS);
  const known = leaders.door.filter(({ again }) => again);
  const strangers = leaders.door.filter(({ again }) => !again);
  const many = strangers.length > FEW;
  // It may be pressed while others come and go below it, but not where it has only just come to stand.
  const stands = useSteady(`${many} ${known.map(keyOf).join(",")}`, DOUBLE_CLICK_MS);
  const lookedAt = useLookedAt(strangers);
  if (leaders.door.length === 0) return null;
  function refuseAll() {
    const shown = lookedAt().map(({ person, since }) => ({ person, since }));
    if (stands && shown.length > 0) void dispatch({ kind: "door.refuse", shown });
  }
  const rows = (some: readonly Guest[]) =>
    some.map((guest) => (
      <Knock key={keyOf(guest)} guest={guest} leaders={leaders} steady={steady} dispatch={dispatch} />
    ));
  return (
    <section className="door-list" aria-label={words.console.door} {...keyed("door")}>
      <h3>
        {words.console.door}
        {leaders.door.length > FEW && ` · ${leaders.door.length}`}
      </h3>
      <ul>
        {rows(known)}
        {many && (
          <li>
            <button
              type="button"
              className="button"
              data-look="small"
              data-answer="all"
              aria-disabled={!stands}
              onClick={refuseAll}
            >
              {words.console.notNowAll(strangers.length)}
            </button>
          </li>
        )}
        {rows(strangers)}
      </ul>
    </section>
  );
}
