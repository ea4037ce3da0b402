/**
 * Trials of a person's line before anybody has been admitted: a media room of its own for each, with two connections of
 * one page, and gone within 30 s. Knows which trials are open, and whose turn it is; knows no sessions and no people.
 */
import type { LineTrial } from "@balint/shared/rest";
import type { Clock } from "../clock.ts";
import type { Claims } from "./livekit.ts";
import type { Rights } from "./sfu.ts";

export const TRIAL_MS = 30_000;
const MOST_AT_ONCE = 12;
/** A hospital shares one address. */
const MOST_OF_ONE_ADDRESS = 6;
/** The longest that an honest page takes, where everything is blocked; what goes on longer gives way to a newer one. */
export const LONG_ENOUGH_MS = 15_000;

/** Who tries: somebody who can be told apart, or whoever comes from this address. */
export type Tester = { readonly person: string } | { readonly address: string };

const SENDS: Rights = { microphone: true, camera: true };
const HEARS: Rights = { microphone: false, camera: false };

export type LineCheckPorts = {
  readonly openRoom: (room: string) => Promise<unknown>;
  readonly closeRoom: (room: string) => Promise<void>;
  readonly token: (room: string, identity: string, rights: Rights) => Promise<string>;
  readonly newId: () => string;
  readonly path: string;
  readonly clock: Clock;
  readonly fault: (what: string, cause: unknown) => void;
};

export type LineChecks = {
  /** `null` when there are too many already. @throws when the media server cannot be asked. */
  open(tester: Tester): Promise<LineTrial | null>;
  /** May this token open a media connection for a trial that is going on? */
  mayPass(claims: Claims): boolean;
  /** One end of a trial's two has come, or gone; when both have been there and are gone, the trial is over. */
  came(room: string): void;
  left(room: string): void;
  /** Ends all that are open. */
  stop(): void;
};

/** `of` is whom it counts for; `came` and `here`: how many ends have come in all, and are there. */
type Open = { readonly of: string; readonly since: number; readonly end: () => void; came: number; here: number };

// With a hyphen, which no session's id has: a trial's room is no session's, nor the other way round.
const roomOf = (id: string) => `line-${id}`;
const sender = (room: string) => `${room}-sends`;
const hearer = (room: string) => `${room}-hears`;

export function lineChecks({ openRoom, closeRoom, token, newId, path, clock, fault }: LineCheckPorts): LineChecks {
  const trials = new Map<string, Open>();

  const ofOne = (of: string) => [...trials.values()].filter((trial) => trial.of === of);

  /** One of these gives way, the oldest that has had its time; `false` when there is none yet. */
  function giveWay(some: readonly Open[]): boolean {
    const oldest = some.find(({ since }) => clock.steady() - since >= LONG_ENOUGH_MS);
    oldest?.end();
    return oldest !== undefined;
  }

  /** For a newer one: a person's own earlier trial, or of all the one of an address that has most. */
  function findRoom(tester: Tester, of: string): boolean {
    const own = ofOne(of);
    if ("person" in tester) for (const { end } of own) end();
    else if (own.length >= MOST_OF_ONE_ADDRESS) return giveWay(own);
    if (trials.size < MOST_AT_ONCE) return true;
    const greatest = [...trials.values()].map((trial) => ofOne(trial.of)).toSorted((a, b) => b.length - a.length)[0];
    return giveWay(greatest ?? []);
  }

  function begin(tester: Tester): string | null {
    const of = "person" in tester ? `person ${tester.person}` : tester.address;
    if (!findRoom(tester, of)) return null;
    const room = roomOf(newId());
    const callOff = clock.after(TRIAL_MS, () => end());
    const end = () => {
      callOff();
      trials.delete(room);
      closeRoom(room).catch((cause: unknown) => fault("closing the room of a line check", cause));
    };
    trials.set(room, { of, since: clock.steady(), end, came: 0, here: 0 });
    return room;
  }

  return {
    async open(tester) {
      const room = begin(tester);
      if (room === null) return null;
      try {
        await openRoom(room);
        const [sends, hears] = await Promise.all([token(room, sender(room), SENDS), token(room, hearer(room), HEARS)]);
        return { sends, hears, path };
      } catch (cause) {
        trials.get(room)?.end();
        throw cause;
      }
    },
    mayPass({ room, identity, plain, rights }) {
      if (!trials.has(room) || !plain) return false;
      if (identity === hearer(room)) return !rights.microphone && !rights.camera;
      return identity === sender(room);
    },
    came(room) {
      const trial = trials.get(room);
      if (trial === undefined) return;
      trial.came += 1;
      trial.here += 1;
    },
    left(room) {
      const trial = trials.get(room);
      if (trial === undefined) return;
      trial.here -= 1;
      if (trial.here === 0 && trial.came >= 2) trial.end();
    },
    stop() {
      for (const { end } of [...trials.values()]) end();
    },
  };
}
