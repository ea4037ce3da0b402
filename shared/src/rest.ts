/**
 * The REST contracts: the organiser's sessions, the door, the media token. Parsed by server and client alike.
 * Knows nothing of the live wire.
 */
import * as z from "zod/mini";
import { FrameName, PersonId, Role, SessionId } from "./session/model.ts";
import { MeetingName, PersonName } from "./session/name.ts";
import { Came } from "./session/protocol.ts";

/** A secret carried in a link's fragment, so that it never reaches a log or a referrer. */
export const LinkKey = z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/));

/** POST /api/sessions, with `Authorization: Bearer <organiser key>`. */
export const NewSession = z.strictObject({
  name: MeetingName,
  frame: FrameName,
  leaderCount: z.union([z.literal(1), z.literal(2)]),
});
export type NewSession = z.infer<typeof NewSession>;

/** Paths with a fragment, relative to the app's own address. */
export const SessionLinks = z.strictObject({
  id: SessionId,
  name: z.string(),
  frame: FrameName,
  createdAt: z.int(),
  ended: z.boolean(),
  leaderLinks: z.array(z.string()),
  invitationLink: z.string(),
});
export type SessionLinks = z.infer<typeof SessionLinks>;

/** GET /api/sessions */
export const SessionList = z.strictObject({ sessions: z.array(SessionLinks) });

/** Made up by the page for each coming, and known to nobody else: as good as the cookie that the answer sets. */
const Knock = z.string().check(z.regex(/^[A-Za-z0-9-]{32,64}$/));

/** One browser may be several people of one session: a page says which of them it is, once it knows. */
const SaidPerson = z.optional(PersonId);

/** POST /api/sessions/:id/door. `key` is a leader's or the invitation's; the answer sets the person's cookie. */
export const DoorRequest = z.strictObject({
  key: LinkKey,
  name: PersonName,
  as: z.enum(["member", "observer"]),
  /** The confidentiality agreement. Without it nobody comes in. */
  agreed: z.literal(true),
  /** Whoever asks again because no answer came is the same person. */
  knock: Knock,
  person: SaidPerson,
});
export type DoorRequest = z.infer<typeof DoorRequest>;
export const DoorAnswer = z.strictObject({ person: PersonId });

/** POST /api/sessions/:id/who: what a door may show before anybody has knocked; without a key, to whom it knows by a cookie. */
export const WhoRequest = z.strictObject({ key: z.optional(LinkKey), person: SaidPerson });
export const WhoAnswer = z.strictObject({
  name: z.string(),
  as: z.enum(["leader", "guest"]),
  ended: z.boolean(),
  /** Who this page is, when it or another page of this browser has been here before by this link. */
  known: z.nullable(z.strictObject({ person: PersonId, name: z.string() })),
  /** Who else this browser is in this session, where this link makes it somebody new. */
  instead: z.nullable(z.strictObject({ person: PersonId, name: z.string(), role: Role })),
  /** The browser has brought back what an earlier answer gave it to keep: it will know its person after the knock too. */
  keeps: z.boolean(),
});
export type WhoAnswer = z.infer<typeof WhoAnswer>;

/** POST /api/sessions/:id/media-token, with the person's cookie. */
export const MediaTokenRequest = z.strictObject({ person: SaidPerson, came: z.optional(Came) });
export const MediaToken = z.strictObject({
  token: z.string(),
  /** Path of the signalling door on this app; browsers never learn another address. */
  path: z.string(),
});
export type MediaToken = z.infer<typeof MediaToken>;

export const LineTrialRequest = z.strictObject({ key: LinkKey });
/**
 * POST /api/sessions/:id/line-check: two short-lived tokens, for one page to send itself something over the
 * media server and see how it arrives.
 */
export const LineTrial = z.strictObject({ sends: z.string(), hears: z.string(), path: z.string() });
export type LineTrial = z.infer<typeof LineTrial>;

export const RestError = z.enum([
  "invalid",
  "not_found",
  "wrong_key",
  "not_known",
  "not_in_room",
  "ended",
  "full",
  "too_fast",
  "too_large",
  "unavailable",
]);
export type RestError = z.infer<typeof RestError>;
export const ErrorBody = z.strictObject({ error: RestError });
