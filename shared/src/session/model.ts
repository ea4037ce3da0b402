/**
 * The nouns of a session: what is kept (Session) and what is only said (Aside).
 * Schema first, types inferred. Knows no rules, no wire, no clock; imports zod alone.
 * Everything in `Session` is stored; nothing in `Aside` ever is.
 */
import * as z from "zod/mini";

export const SessionId = z
  .string()
  .check(z.regex(/^[a-z0-9]{16}$/))
  .brand<"SessionId">();
export type SessionId = z.infer<typeof SessionId>;

export const PersonId = z
  .string()
  .check(z.regex(/^[a-z0-9]{8,24}$/))
  .brand<"PersonId">();
export type PersonId = z.infer<typeof PersonId>;

/** Chosen by the client, unique per person; the same id always gets the same answer. */
export const CommandId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9-]{8,64}$/))
  .brand<"CommandId">();
export type CommandId = z.infer<typeof CommandId>;

/** Epoch milliseconds. */
const Moment = z.int().check(z.nonnegative());

export const PHASES = [
  "gathering",
  "caseCall",
  "presentation",
  "clarification",
  "discussion",
  "return",
  "closing",
  "aftercare",
  "ended",
] as const;
export const Phase = z.enum(PHASES);
export type Phase = z.infer<typeof Phase>;

/** `sixty` and `ninety` are minutes; `classic` is ninety minutes without sitting back. */
export const FrameName = z.enum(["sixty", "ninety", "classic"]);
export type FrameName = z.infer<typeof FrameName>;

export const Role = z.enum(["leader", "member", "observer"]);
export type Role = z.infer<typeof Role>;

/** `left` is by the person's own wish; `lost` keeps the chair and starts the leaders' clock. */
const Line = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("present") }),
  z.strictObject({ is: z.literal("lost"), since: Moment }),
  z.strictObject({ is: z.literal("left"), since: Moment }),
]);

export const Person = z.strictObject({
  id: PersonId,
  /** Looked at when it is given, and never again: what an older version took is still somebody's name. */
  name: z.string(),
  role: Role,
  /** `freed`: was in, lost the line, and the leaders gave up the chair; who comes back knocks anew. */
  door: z.enum(["waiting", "admitted", "removed", "freed"]),
  /** When this person last came to the door, or came in by a leader's link. */
  knockedAt: Moment,
  agreedAt: Moment,
  /** Place in the circle (leaders, members) or in the outer ring (observers); given once, kept for good. */
  seat: z.nullable(z.int()),
  line: Line,
  /** Microphone closed by a leader until released. */
  held: z.boolean(),
  /** An observer whom a leader has invited to speak. */
  heard: z.boolean(),
  /** Epoch seconds of the last right taken away; the door refuses media tokens that are not newer. */
  freshFrom: z.int(),
});
export type Person = z.infer<typeof Person>;

/** How the presenter wishes to be seen while sitting back. `veiled` = by leaders only. */
export const Visibility = z.enum(["visible", "veiled", "cameraOff"]);
export type Visibility = z.infer<typeof Visibility>;

export const Session = z.strictObject({
  id: SessionId,
  name: z.string(),
  frame: FrameName,
  leaderCount: z.union([z.literal(1), z.literal(2)]),
  createdAt: Moment,
  /** Grows by one with every applied command. */
  version: z.int(),
  phase: Phase,
  phaseSince: Moment,
  extraMinutes: z.int(),
  /** Cases finished before the present one: 0 or 1. */
  casesDone: z.int(),
  presenter: z.nullable(z.strictObject({ person: PersonId, visibility: Visibility })),
  /** Who offers a case, in the order of offering. */
  offers: z.array(PersonId),
  pausedSince: z.nullable(Moment),
  // What came later has a default, so that a session stored by an older version goes on.
  /** The pause began by itself, because nobody led any more. */
  pausedItself: z._default(z.boolean(), false),
  /** A member whom the leaders have named to hold the chair while none of them is here. */
  deputy: z._default(z.nullable(PersonId), null),
  /** The grace without anybody who leads is over. `chair`: the deputy, once they have taken it. */
  unattended: z._default(z.nullable(z.strictObject({ chair: z.nullable(PersonId) })), null),
  people: z.array(Person),
});
export type Session = z.infer<typeof Session>;

export const NudgeKind = z.enum([
  "advising",
  "fixing",
  "judging",
  "teaching",
  "critiquing",
  "interrogating",
  "theorising",
  "patientVoice",
  "doctorVoice",
  "theAbsent",
  "images",
  "bothSides",
]);
export type NudgeKind = z.infer<typeof NudgeKind>;

export const CardKind = z.enum([
  "stayWithTheTwo",
  "patientFeels",
  "doctorFeels",
  "momentOfSilence",
  "imagineNotAsk",
  "noAdvice",
]);
export type CardKind = z.infer<typeof CardKind>;

export const SignalKind = z.enum(["needPause", "comeBack"]);
export type SignalKind = z.infer<typeof SignalKind>;

export const HelpTopic = z.enum(["cannotHear", "notHeard", "noPicture", "other"]);
export type HelpTopic = z.infer<typeof HelpTopic>;

const whisper = { id: CommandId, at: Moment };

/** Private words in memory only. `nudge`, `ask`, `mute` go to one person; the others to the leaders. */
export const Whisper = z.discriminatedUnion("kind", [
  z.strictObject({ ...whisper, kind: z.literal("nudge"), from: PersonId, to: PersonId, nudge: NudgeKind }),
  z.strictObject({ ...whisper, kind: z.literal("ask"), from: PersonId, to: PersonId }),
  z.strictObject({ ...whisper, kind: z.literal("mute"), from: PersonId, to: PersonId }),
  z.strictObject({ ...whisper, kind: z.literal("signal"), from: PersonId, signal: SignalKind }),
  z.strictObject({ ...whisper, kind: z.literal("help"), from: PersonId, topic: HelpTopic, text: z.string() }),
  z.strictObject({ ...whisper, kind: z.literal("leaders"), from: PersonId, text: z.string() }),
  z.strictObject({ ...whisper, kind: z.literal("forbiddenTrack"), from: PersonId }),
]);
export type Whisper = z.infer<typeof Whisper>;

/** What is said beside the session: in memory while it lives, gone with it, never stored. */
export type Aside = {
  readonly card: { readonly card: CardKind; readonly by: PersonId } | null;
  readonly whispers: readonly Whisper[];
  /** Whose own device mutes their open microphone, as their page says. */
  readonly muted: readonly PersonId[];
};
export const SILENCE: Aside = { card: null, whispers: [], muted: [] };

export type RoomState = { readonly session: Session; readonly aside: Aside };

/** `undefined` when nobody by that id has ever knocked. */
export function personIn(session: Session, id: PersonId): Person | undefined {
  return session.people.find((person) => person.id === id);
}
