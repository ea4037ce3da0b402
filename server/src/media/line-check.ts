/**
 * Trials of a person's line before anybody has been admitted: a media room of its own for each, with two connections of
 * one page, and gone within 30 s. Knows which trials are open; knows no sessions and no people.
 */
import type { LineTrial } from "@balint/shared/rest";
import type { Clock } from "../clock.ts";
import type { Claims } from "./livekit.ts";
import type { Rights } from "./sfu.ts";

export const TRIAL_MS = 30_000;
const MOST_AT_ONCE = 12;
/** A hospital shares one address. */
const MOST_OF_ONE_ADDRESS = 6;

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
  open(address: string): Promise<LineTrial | null>;
  /** May this token open a media connection for a trial that is going on? */
  mayPass(claims: Claims): boolean;
  /** Ends all that are open. */
  stop(): void;
};

type Open = { readonly address: string; readonly end: () => void };

// With a hyphen, which no session's id has: a trial's room is no session's, nor the other way round.
const roomOf = (id: string) => `line-${id}`;
const sender = (room: string) => `${room}-sends`;
const hearer = (room: string) => `${room}-hears`;

export function lineChecks({ openRoom, closeRoom, token, newId, path, clock, fault }: LineCheckPorts): LineChecks {
  const trials = new Map<string, Open>();

  function begin(address: string): string | null {
    const sameAddress = [...trials.values()].filter((trial) => trial.address === address);
    if (trials.size >= MOST_AT_ONCE || sameAddress.length >= MOST_OF_ONE_ADDRESS) return null;
    const room = roomOf(newId());
    const callOff = clock.after(TRIAL_MS, () => end());
    const end = () => {
      callOff();
      trials.delete(room);
      closeRoom(room).catch((cause: unknown) => fault("closing the room of a line check", cause));
    };
    trials.set(room, { address, end });
    return room;
  }

  return {
    async open(address) {
      const room = begin(address);
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
    stop() {
      for (const { end } of [...trials.values()]) end();
    },
  };
}
