/** Who knocks, for whoever leads, and the answer to the knock that stands there. */
import { type LeadersView, type RoomSnapshot, seenOf } from "@balint/shared/session/protocol";
import { useEffect, useId, useRef } from "react";
import type { Dispatch } from "../session/live.ts";
import { alikesOf, leadingWordIn } from "../session/look-alikes.ts";
import { chairOf } from "../session/short-names.ts";
import { nameOf } from "../session/view-model.ts";
import { words } from "../words/words.ts";
import { keyed } from "./shortcuts.ts";
import { useNow } from "./use-now.ts";
import { DOUBLE_CLICK_MS, useSteady } from "./use-steady.ts";

type Guest = LeadersView["door"][number];
type Props = { snapshot: RoomSnapshot; leaders: LeadersView; clockAhead: number; dispatch: Dispatch };

/** So many strangers at once are answered one by one. */
const FEW = 2;

/** A person who knocks anew as somebody else is another row: no press meant for the old one reaches it. */
const keyOf = (guest: Guest) => `${guest.person} ${guest.since}`;

type Hint = { readonly ago: string | null; readonly lines: readonly string[] };

/** What a leader should know of a name before pressing: whose it is like, and what tells them apart. */
function useHints(snapshot: RoomSnapshot, clockAhead: number): (guest: Guest) => Hint {
  const now = useNow(clockAhead);
  const ago = ({ since }: Guest) => words.console.ago(Math.max(0, Math.floor((now - since) / 60_000)));
  return (guest) => {
    const lines = alikesOf(guest, snapshot).map((alike) => {
      if (alike.at === "door") return words.console.likeAtDoor(alike.guest.name, alike.guest.role, ago(alike.guest));
      const { person, name, role } = alike.seat;
      return words.console.likeInCircle(nameOf(snapshot, person) ?? name, role, chairOf(alike.seat));
    });
    const leads = leadingWordIn(guest.name);
    const says = leads === null ? [] : [words.console.saysLeader(leads)];
    return { ago: lines.length > 0 ? ago(guest) : null, lines: [...lines, ...says] };
  };
}

type KnockProps = { guest: Guest; leaders: LeadersView; hint: Hint; steady: boolean; dispatch: Dispatch };

function Knock({ guest, leaders, hint, steady, dispatch }: KnockProps) {
  const id = useId();
  const described = hint.lines.length === 0 ? undefined : id;
  const answer = (kind: "person.admit" | "person.refuse") => () => {
    if (steady) void dispatch({ kind, person: guest.person, seen: seenOf(guest) });
  };
  const full = guest.role === "observer" ? leaders.full.outer : leaders.full.circle;
  const marks = [
    words.console.knocks(guest.role, guest.again, guest.here),
    ...(hint.ago === null ? [] : [hint.ago]),
    ...(full ? [words.console.noChair] : []),
  ];
  return (
    <li data-knocks={guest.person}>
      <p>
        {guest.name} <small className="soft">{marks.join(" · ")}</small>
      </p>
      {described !== undefined && (
        <small className="look-alike" id={described}>
          {hint.lines.join(" ")}
        </small>
      )}
      <div className="row">
        <button
          type="button"
          className="button"
          data-look="on"
          aria-describedby={described}
          aria-label={words.console.admitName(guest.name)}
          aria-disabled={!steady}
          onClick={answer("person.admit")}
        >
          {words.console.admit}
        </button>
        <button
          type="button"
          className="button"
          data-look="plain"
          aria-describedby={described}
          aria-label={words.console.notNowName(guest.name)}
          aria-disabled={!steady}
          onClick={answer("person.refuse")}
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

export function DoorList({ snapshot, leaders, clockAhead, dispatch }: Props) {
  const hintsOf = useHints(snapshot, clockAhead);
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
      <Knock
        key={keyOf(guest)}
        guest={guest}
        leaders={leaders}
        hint={hintsOf(guest)}
        steady={steady}
        dispatch={dispatch}
      />
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
