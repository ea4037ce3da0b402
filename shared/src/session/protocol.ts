/**
 * What travels on the live wire between one person's screen and the server: commands and their answers up,
 * whole snapshots down. Both sides parse with these schemas. Knows the model's nouns and no rules.
 */
import * as z from "zod/mini";
import {
  CardKind,
  CommandId,
  FrameName,
  HelpTopic,
  NudgeKind,
  PersonId,
  Phase,
  Role,
  SessionId,
  SignalKind,
  Visibility,
  Whisper,
} from "./model.ts";

/** Raised when an older client can no longer be understood; the handshake refuses any other. */
export const PROTOCOL_VERSION = 3;

export const EVENTS = {
  command: "command",
  snapshot: "snapshot",
  /** Up, without content: a screen was sent what no honest client sends. A hint to look, and no evidence. */
  odd: "odd",
  replaced: "replaced",
  /** Which of a person's pages this is: the moment from which it has the place. */
  came: "came",
  /** The last word of a server that stops in order and will be back. */
  stopping: "stopping",
} as const;

/** When a page took its person's place, in the session's own time, as the server has told it. */
export const Came = z.int().check(z.nonnegative());

export const Handshake = z.object({
  protocol: z.int(),
  session: SessionId,
  /** Which of those whom this browser is. Whoever does not say must be the only one. */
  person: z.optional(PersonId),
  /** Of a page that comes back by itself. One that was opened, or pressed on, just now has none. */
  came: z.optional(z.nullable(Came)),
});

export const MAX_LINE = 280;
const Line = z.string().check(z.trim(), z.maxLength(MAX_LINE));

/** What a leader saw of a knock when answering it. */
const KnockSeen = z.strictObject({ name: z.string(), role: Role, since: z.int() });
export type KnockSeen = z.infer<typeof KnockSeen>;
/** Of whom a leader has seen something, and since when it was so: whoever has come or changed after that is not meant. */
const Shown = z.array(z.strictObject({ person: PersonId, since: z.int() })).check(z.minLength(1), z.maxLength(64));

export const Command = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("phase.move"), from: Phase, to: Phase }),
  z.strictObject({
    kind: z.literal("phase.extend"),
    phase: Phase,
    minutes: z.int().check(z.minimum(1), z.maximum(30)),
  }),
  z.strictObject({ kind: z.literal("session.pause") }),
  z.strictObject({ kind: z.literal("session.resume") }),
  z.strictObject({ kind: z.literal("case.offer") }),
  z.strictObject({ kind: z.literal("case.withdraw") }),
  z.strictObject({ kind: z.literal("case.pick"), person: PersonId }),
  z.strictObject({ kind: z.literal("presenter.signal"), signal: SignalKind }),
  z.strictObject({ kind: z.literal("presenter.visibility"), visibility: Visibility }),
  z.strictObject({ kind: z.literal("person.admit"), person: PersonId, seen: KnockSeen }),
  z.strictObject({ kind: z.literal("person.refuse"), person: PersonId, seen: KnockSeen }),
  /** `presents`: the leader has been told that a case ends with it. */
  z.strictObject({ kind: z.literal("person.stepOut"), person: PersonId, presents: z.boolean() }),
  /** Of those at the door, with the moment of each knock. */
  z.strictObject({ kind: z.literal("door.refuse"), shown: Shown }),
  /** Of those who have lost the line, with the moment of the loss. */
  z.strictObject({ kind: z.literal("chairs.free"), shown: Shown }),
  z.strictObject({ kind: z.literal("person.hold"), person: PersonId }),
  z.strictObject({ kind: z.literal("person.release"), person: PersonId }),
  z.strictObject({ kind: z.literal("person.mute"), person: PersonId }),
  z.strictObject({ kind: z.literal("person.askToMute"), person: PersonId }),
  z.strictObject({ kind: z.literal("person.nudge"), person: PersonId, nudge: NudgeKind }),
  z.strictObject({ kind: z.literal("observer.hear"), person: PersonId, heard: z.boolean() }),
  z.strictObject({ kind: z.literal("room.card"), card: z.nullable(CardKind) }),
  z.strictObject({ kind: z.literal("leaders.say"), text: Line.check(z.minLength(1)) }),
  /** `instead`: who was deputy when the leader chose. */
  z.strictObject({
    kind: z.literal("deputy.name"),
    person: z.nullable(PersonId),
    instead: z.nullable(PersonId),
  }),
  z.strictObject({ kind: z.literal("deputy.takeChair") }),
  z.strictObject({ kind: z.literal("help.ask"), topic: HelpTopic, text: Line }),
  z.strictObject({ kind: z.literal("whisper.done"), whisper: CommandId }),
  z.strictObject({ kind: z.literal("self.muted"), muted: z.boolean() }),
  z.strictObject({ kind: z.literal("self.leave") }),
]);
export type Command = z.infer<typeof Command>;

export const Envelope = z.strictObject({ id: CommandId, command: Command });
export type Envelope = z.infer<typeof Envelope>;

/** Everything a command can be refused for. Clients switch on the code; the words are theirs. */
export const RejectionCode = z.enum([
  "invalid",
  "too_large",
  "too_fast",
  "busy",
  "unavailable",
  "no_such_person",
  "not_in_room",
  "not_allowed",
  "wrong_phase",
  "moved_on",
  "not_offered",
  "already_so",
  "full",
  "ended",
]);
export type RejectionCode = z.infer<typeof RejectionCode>;

/**
 * `version` is the session's at the moment the command was applied; a replay gets the same answer. `null` to whoever does
 * not lead: how many changes there have been tells of those that are the leaders' matter.
 */
export const Answer = z.discriminatedUnion("ok", [
  z.strictObject({ ok: z.literal(true), version: z.nullable(z.int()) }),
  z.strictObject({ ok: z.literal(false), code: RejectionCode }),
]);
export type Answer = z.infer<typeof Answer>;

/** One place as everybody sees it. `maySpeak` is what each honest client subscribes by. */
export const SeatView = z.strictObject({
  person: PersonId,
  name: z.string(),
  role: Role,
  seat: z.int(),
  place: z.enum(["ring", "back", "outer"]),
  presents: z.boolean(),
  line: z.enum(["present", "lost"]),
  maySpeak: z.boolean(),
  /** The viewer may see this person's picture. */
  mayShow: z.boolean(),
  /** The own device mutes a microphone that is open here. */
  muted: z.boolean(),
});
export type SeatView = z.infer<typeof SeatView>;

export const MediaHealth = z.enum(["settled", "settling", "degraded"]);
export type MediaHealth = z.infer<typeof MediaHealth>;

/** What the server knows of its media room and tells with each snapshot; no part of the session. */
export type MediaNow = { readonly health: MediaHealth; readonly hall: string | null; readonly away: boolean };
export const MEDIA_WELL: MediaNow = { health: "settled", hall: null, away: false };

/** What leaders alone are told. Never on a member's wire. */
export const LeadersView = z.strictObject({
  phaseSince: z.int(),
  /** Minutes meant for this phase; `null` = open end. */
  minutes: z.nullable(z.int()),
  steps: z.array(z.strictObject({ kind: z.enum(["on", "skip", "back", "again", "end"]), to: Phase })),
  /** Who was in before stands first, then who has waited longest. */
  door: z.array(
    z.strictObject({
      person: PersonId,
      name: z.string(),
      role: Role,
      since: z.int(),
      again: z.boolean(),
      here: z.boolean(),
    }),
  ),
  /** There is no chair for one more. */
  full: z.strictObject({ circle: z.boolean(), outer: z.boolean() }),
  held: z.array(PersonId),
  heard: z.array(PersonId),
  lost: z.array(z.strictObject({ person: PersonId, since: z.int() })),
  media: MediaHealth,
  /** Whom the leaders have named to hold the chair if they are all gone. */
  deputy: z.nullable(PersonId),
  /** All that was said privately and is not yet done with, oldest first. */
  whispers: z.array(Whisper),
});
export type LeadersView = z.infer<typeof LeadersView>;

/** What an answer to this knock says of it. */
export function seenOf({ name, role, since }: LeadersView["door"][number]): KnockSeen {
  return { name, role, since };
}

const you = { id: PersonId, name: z.string(), role: Role };
/** To leaders the session's version, to everybody else a number of their own: how many snapshots this line has brought. */
const about = { version: z.int(), session: z.strictObject({ id: SessionId, name: z.string() }) };

export const RoomSnapshot = z.strictObject({
  ...about,
  standing: z.literal("in"),
  /** The server's clock when this was made, epoch ms. */
  now: z.int(),
  frame: FrameName,
  phase: Phase,
  paused: z.boolean(),
  /** The pause began by itself, because nobody led any more. */
  pausedItself: z.boolean(),
  /** Nobody has led for a while. `chair`: the deputy, once they have taken it. */
  unattended: z.nullable(z.strictObject({ chair: z.nullable(PersonId) })),
  caseNumber: z.int(),
  you: z.strictObject({
    ...you,
    microphone: z.boolean(),
    camera: z.boolean(),
    reason: z.enum(["open", "paused", "held", "observing", "presentation", "sittingBack"]),
    sittingBack: z.boolean(),
    presents: z.boolean(),
    visibility: Visibility,
    /** The viewer's own silent sign, while no leader has taken it up. */
    signal: z.nullable(SignalKind),
    /** The leaders have asked the viewer to hold the chair if they are all gone. */
    deputy: z.boolean(),
  }),
  /** The media server's own name of this session's media room, where it is known; new after it was started again. */
  hall: z.nullable(z.string()),
  /** The media server is known to be gone just now. */
  away: z.boolean(),
  /** Circle, back seat and outer ring, in seat order: the same for everyone. */
  seats: z.array(SeatView),
  offers: z.array(PersonId),
  card: z.nullable(CardKind),
  /** Private words to the viewer. Which leader spoke is for leaders alone to know. */
  toYou: z.array(
    z.strictObject({
      id: CommandId,
      kind: z.enum(["nudge", "ask", "mute"]),
      nudge: z.nullable(NudgeKind),
    }),
  ),
  leaders: z.nullable(LeadersView),
});
export type RoomSnapshot = z.infer<typeof RoomSnapshot>;

export const Snapshot = z.discriminatedUnion("standing", [
  RoomSnapshot,
  z.strictObject({
    ...about,
    standing: z.literal("waiting"),
    you: z.strictObject(you),
    /** Names of the leaders who are here and may open the door. */
    leadersHere: z.array(z.string()),
    /** There is no chair for them just now. */
    full: z.boolean(),
    /** They were in before. */
    again: z.boolean(),
  }),
  z.strictObject({ ...about, standing: z.literal("removed"), you: z.strictObject(you) }),
  z.strictObject({ ...about, standing: z.literal("ended"), you: z.strictObject(you) }),
]);
export type Snapshot = z.infer<typeof Snapshot>;
