/** Faults laid over the real media server. Knows the port it has towards the app. */
import type { Rights, Sfu } from "../../server/src/media/sfu.ts";

/** A media server that never takes a microphone away and removes nobody: the first barrier switched off. */
export function neverTakesMicrophones(real: Sfu): Sfu {
  const generous = (rights: Rights): Rights => ({ ...rights, microphone: true });
  return {
    ...real,
    grant: (room, person, rights) => real.grant(room, person, generous(rights)),
    connected: async (room) => (await real.connected(room)).map((one) => ({ ...one, tracks: [] })),
    remove: () => Promise.resolve("done"),
  };
}
