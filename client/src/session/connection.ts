/**
 * The live wire of one person: whole snapshots in, commands out with an answer each.
 * A command without an answer is sent again under the same id after a reconnect, for a short while.
 * Knows Socket.IO and the protocol; knows nothing of sound, picture or screens.
 */
import { type CommandId, type PersonId, SessionId } from "@balint/shared/session/model";
import {
  Answer,
  Came,
  type Command,
  EVENTS,
  type Envelope,
  PROTOCOL_VERSION,
  Snapshot,
} from "@balint/shared/session/protocol";
import { io } from "socket.io-client";
import { type Moment, elapsed, thisMoment } from "./elapsed.ts";

/** `lost`, and `soon` after a server that has said it will be back, mend themselves; the rest after them do not. */
export type Line =
  | "connecting"
  | "live"
  | "lost"
  | "soon"
  | "replaced"
  /** This page would come back by itself, and another of the same person has been taken up since. */
  | "elsewhere"
  | "left"
  | "outdated"
  | "notKnown"
  | "notFound"
  | "ended";

const PENDING_MS = 15_000;
const RETRY_MS = 2_000;
/** After a server that has said it will be back: at once, but not everybody in the same moment. */
const SOON_MS = 300;
/** For so long its word is believed. */
const BELIEVE_MS = 20_000;

const REFUSALS: Readonly<Record<string, Line>> = {
  protocol: "outdated",
  not_known: "notKnown",
  elsewhere: "elsewhere",
  not_found: "notFound",
  ended: "ended",
  // What this page says of itself is not understood: only another page can say it better.
  invalid: "outdated",
};

/** For so long a press counts as one. */
const JUST_NOW_MS = 60_000;

export type Connection = {
  send(command: Command): Promise<Answer>;
  /** When this page took the place, as far as the server has told. */
  came(): number | undefined;
  /** The server may want to look at what the media server has. Nothing follows from it alone. */
  odd(): void;
  close(): void;
};

type Hears = {
  snapshot(snapshot: Snapshot): void;
  line(line: Line): void;
  /** The server makes sure of the line about every two seconds, and browsers hold that up on no page. */
  beat(): void;
};

function codeOf(error: Error): string | undefined {
  if (!("data" in error) || typeof error.data !== "object" || error.data === null) return undefined;
  return "code" in error.data && typeof error.data.code === "string" ? error.data.code : undefined;
}

export function openConnection(session: string, person: PersonId, hears: Hears, newId: () => CommandId): Connection {
  const pending = new Map<CommandId, { envelope: Envelope; since: Moment; settle(answer: Answer): void }>();
  let newest = -1;
  let over = false;
  /** When a server stopped in order, and said that it will be back. */
  let stopped: Moment | null = null;
  let came: number | undefined;
  const opened = thisMoment();
  /** A page that slept before its first answer comes back by itself too, and is older than any other. */
  const firstTime = () => (elapsed(opened) < JUST_NOW_MS ? null : 0);
  let retry: ReturnType<typeof setTimeout> | undefined;
  const socket = io({
    path: "/live",
    transports: ["websocket"],
    auth: (say) =>
      say({ protocol: PROTOCOL_VERSION, session: SessionId.parse(session), person, came: came ?? firstTime() }),
    // Back on the true state within 3 s of the server listening, even at the end of a long wait.
    reconnectionDelay: 400,
    reconnectionDelayMax: 1_800,
    // A network that swallows everything must not hold up the next try for long.
    timeout: 4_000,
    forceNew: true,
  });

  function end(line: Line) {
    over = true;
    clearTimeout(retry);
    for (const { settle } of [...pending.values()]) settle({ ok: false, code: "unavailable" });
    socket.disconnect();
    hears.line(line);
  }

  function down() {
    const soon = stopped !== null && elapsed(stopped) < BELIEVE_MS;
    hears.line(soon ? "soon" : "lost");
    // Socket.IO comes back by itself unless the server closed the line.
    if (socket.active) return;
    clearTimeout(retry);
    retry = setTimeout(() => socket.connect(), soon ? SOON_MS * (1 + Math.random()) : RETRY_MS);
  }

  function emit(envelope: Envelope) {
    socket.emit(EVENTS.command, envelope, (reply: unknown) => {
      const answer = Answer.safeParse(reply);
      pending.get(envelope.id)?.settle(answer.success ? answer.data : { ok: false, code: "unavailable" });
    });
  }

  socket.on("connect", () => {
    newest = -1;
    stopped = null;
    hears.line("live");
    for (const { envelope, since, settle } of [...pending.values()]) {
      // The timer of it may have slept.
      if (elapsed(since) < PENDING_MS) emit(envelope);
      else settle({ ok: false, code: "unavailable" });
    }
  });
  socket.on("disconnect", () => {
    if (!over) down();
  });
  socket.on("connect_error", (error) => {
    if (over) return;
    const refusal = REFUSALS[codeOf(error) ?? ""];
    if (refusal !== undefined) return end(refusal);
    down();
  });
  socket.io.on("ping", hears.beat);
  socket.on(EVENTS.stopping, () => (stopped = thisMoment()));
  socket.on(EVENTS.replaced, () => end("replaced"));
  socket.on(EVENTS.came, (moment: unknown) => (came = Came.safeParse(moment).data));
  socket.on(EVENTS.snapshot, (received: unknown) => {
    const snapshot = Snapshot.safeParse(received);
    // A snapshot this page cannot read comes from a newer server than the page.
    if (!snapshot.success) return end("outdated");
    if (snapshot.data.version < newest) return;
    newest = snapshot.data.version;
    hears.snapshot(snapshot.data);
    if (snapshot.data.standing === "ended") end("ended");
  });

  return {
    send(command) {
      if (over) return Promise.resolve({ ok: false, code: "unavailable" });
      const envelope: Envelope = { id: newId(), command };
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle({ ok: false, code: "unavailable" }), PENDING_MS);
        function settle(answer: Answer) {
          clearTimeout(timer);
          pending.delete(envelope.id);
          resolve(answer);
        }
        pending.set(envelope.id, { envelope, since: thisMoment(), settle });
        if (socket.connected) emit(envelope);
      });
    },
    odd: () => void (socket.connected && socket.emit(EVENTS.odd)),
    came: () => came,
    close: () => {
      if (!over) end("left");
    },
  };
}
