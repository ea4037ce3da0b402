/** Faults laid over a media server, real or fake: what it says is not what it does. Knows the port it has towards the app. */
import type { Rights, Sfu } from "../../server/src/media/sfu.ts";

/** A media server whose record shows nobody's tracks: the look at it switched off, where its webhooks do not come either. */
export function showsNoTracks(real: Sfu): Sfu {
  return { ...real, connected: async (room) => (await real.connected(room)).map((one) => ({ ...one, tracks: [] })) };
}

/** A media server that never takes a microphone away, removes nobody and owns up to neither: the first barrier off. */
export function neverTakesMicrophones(real: Sfu): Sfu {
  const generous = (rights: Rights): Rights => ({ ...rights, microphone: true });
  const asked = new Map<string, Rights>();
  return {
    ...real,
    grant(room, person, rights) {
      asked.set(person, rights);
      return real.grant(room, person, generous(rights));
    },
    connected: async (room) =>
      (await real.connected(room)).map((one) => ({
        ...one,
        rights: asked.get(one.identity) ?? one.rights,
        tracks: [],
      })),
    remove: () => Promise.resolve("done"),
  };
}

/** Of the port, as far as it is laid over: an instance of a class cannot be spread. */
const portOf = (real: Sfu): Sfu => ({
  openRoom: (room) => real.openRoom(room),
  hall: (room) => real.hall(room),
  closeRoom: (room) => real.closeRoom(room),
  connected: (room) => real.connected(room),
  grant: (...how) => real.grant(...how),
  remove: (...how) => real.remove(...how),
  mute: (...how) => real.mute(...how),
});

/**
 * Says something to whoever asks for rights or a removal, and does nothing; until the media room is made anew.
 * @param where of which rooms; of all, when left out
 */
export function saysOnly(word: "absent" | "done", real: Sfu, where: (room: string) => boolean = () => true): Sfu {
  const closed = new Set<string>();
  const lies = (room: string) => where(room) && !closed.has(room);
  return {
    ...portOf(real),
    grant: async (room, ...how) => (lies(room) ? word : real.grant(room, ...how)),
    remove: async (room, person) => (lies(room) ? word : real.remove(room, person)),
    async closeRoom(room) {
      closed.add(room);
      await real.closeRoom(room);
    },
  };
}

/**
 * As LiveKit with a Redis that has lost its data: lists who is there, and knows neither them nor the room when asked for
 * them; what is opened is answered with the old name and not kept.
 */
export function hasLostItsTable(real: Sfu): Sfu {
  return {
    ...portOf(real),
    hall: () => Promise.resolve(null),
    closeRoom: () => Promise.resolve(),
    grant: () => Promise.resolve("absent"),
    remove: () => Promise.resolve("absent"),
  };
}
