/**
 * Where the media server says what has happened. Its events are hints to look sooner: lost, repeated or out of order,
 * the sweep finds the same truth. Knows the signature and the event, and decides nothing.
 */
import { SessionId } from "@balint/shared/session/model";
import type { FastifyInstance } from "fastify";
import { RestRefusal } from "../rest-refusal.ts";
import type { MediaSync } from "./media-sync.ts";
import { type LivekitAccess, type SfuEvent, webhookEvent } from "./livekit.ts";

/** A signature is good for five minutes, by a clock that may be another than ours. */
const REMEMBER_MS = 10 * 60_000;

export type WebhookPorts = {
  access: LivekitAccess;
  rooms: {
    mediaOf: (id: SessionId) => Pick<MediaSync, "joined" | "published"> | undefined;
    closeMedia: (id: SessionId) => void;
  };
  now: () => number;
};

export function addWebhook(http: FastifyInstance, { access, rooms, now }: WebhookPorts): void {
  const since = now();
  const heard = new Map<string, number>();

  /** Heard before, or from before this process: then it was either acted on or found by looking. */
  function isOld(id: string, createdAt: number): boolean {
    const moment = now();
    for (const [other, at] of heard) {
      if (moment - at <= REMEMBER_MS) break;
      heard.delete(other);
    }
    if (heard.has(id) || createdAt < Math.floor(since / 1000)) return true;
    heard.set(id, moment);
    return false;
  }

  function heed(event: SfuEvent): void {
    if (event.kind === "other" || isOld(event.id, event.createdAt)) return;
    const id = SessionId.safeParse(event.room);
    if (!id.success) return;
    const media = rooms.mediaOf(id.data);
    if (media === undefined) rooms.closeMedia(id.data);
    else if (event.kind === "joined") media.joined(event.person);
    else media.published(event.person, event.track);
  }

  // The signature covers the raw text.
  http.addContentTypeParser("application/webhook+json", { parseAs: "string" }, (_request, body, done) =>
    done(null, body),
  );
  http.post("/webhooks/livekit", async ({ body, headers }) => {
    if (typeof body !== "string") throw new RestRefusal("invalid");
    heed(
      await webhookEvent(access, body, headers.authorization).catch(() => {
        throw new RestRefusal("wrong_key");
      }),
    );
    return {};
  });
}
