/**
 * A client that lies about its tracks: an unmodified one whose announcements are rewritten on their way, and whose answers
 * are put right, so that it does not notice. Knows announcements only; judges nothing.
 */
import { AddTrackRequest, type SignalRequest } from "@livekit/protocol";
import { startForger } from "./forger.ts";

/** What is announced in place of a track, in this order. */
export type Lie = (add: AddTrackRequest) => readonly AddTrackRequest[];

/** A copy with some of it exchanged. */
export function changed(add: AddTrackRequest, change: Partial<AddTrackRequest>): AddTrackRequest {
  return Object.assign(add.clone(), change);
}

export type Liar = {
  /** In place of the media server's own address. */
  readonly url: string;
  /** How it lies from now on. */
  readonly lie: (lie: Lie) => void;
  /** As the client's own word, on its newest connection. */
  readonly say: (message: SignalRequest["message"]) => void;
  readonly stop: () => void;
};

export async function startLiar(target: string): Promise<Liar> {
  let lie: Lie = (add) => [add];
  /** By the id that the other side knows. */
  const announced = new Map<string, AddTrackRequest>();
  const forger = await startForger(target, {
    asked(message) {
      if (message.case !== "addTrack") return;
      const asked = message.value.clone();
      const lies = lie(asked);
      for (const { cid } of lies) announced.set(cid, asked);
      for (const value of lies.slice(0, -1)) forger.say({ case: "addTrack", value });
      Object.assign(message.value, lies.at(-1));
    },
    answered(message) {
      if (message.case !== "trackPublished") return;
      const asked = announced.get(message.value.cid);
      if (asked === undefined) return;
      message.value.cid = asked.cid;
      Object.assign(message.value.track ?? {}, { type: asked.type, source: asked.source, muted: asked.muted });
    },
  });
  return { url: forger.url, lie: (next) => void (lie = next), say: forger.say, stop: forger.stop };
}
