/**
 * One client's signalling joined to the media server's: what it says is counted and judged, what it is told passes as
 * it is. Knows two websockets and when to cut them; not what is said, nor who says it.
 */
import type { Socket } from "node:net";
import { WebSocket } from "ws";

/** Larger than what any client has to say of a whole circle. */
export const MAX_SIGNAL_BYTES = 1024 * 1024;
/** What may wait for somebody who does not read. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;
/** How long a side that was closed may take to say so too. */
export const CLOSE_MS = 2_000;

export type Conversation = {
  readonly client: WebSocket;
  /** Under the client's websocket: what is never a message counts too. */
  readonly socket: Socket;
  readonly server: WebSocket;
  readonly mayBring: (bytes: number) => boolean;
  /** `bytes` is empty for what only keeps the line alive. */
  readonly mayAsk: (bytes: Uint8Array) => boolean;
  /** What goes on in place of what came; `null` = nothing of that kind does. */
  readonly judge: (bytes: Uint8Array) => Uint8Array | null;
  readonly cheated: () => void;
};

/** Codes of which a side may not say that it sends them. */
const codeToSay = (code: number) => (code === 1005 || code === 1006 || code === 1015 ? 1000 : code);
const bytesOf = (data: WebSocket.RawData) => (Buffer.isBuffer(data) ? data : Buffer.concat([data].flat() as Buffer[]));

/** Both ends are open. */
export function converse(between: Conversation): void {
  const { client, socket, server, mayBring, mayAsk, judge, cheated } = between;
  const cut = () => {
    client.terminate();
    server.terminate();
  };
  socket.on("data", ({ length }) => void (mayBring(length) || cut()));
  for (const beat of ["ping", "pong"] as const) client.on(beat, () => void (mayAsk(Buffer.alloc(0)) || cut()));
  client.on("message", (data, isBinary) => {
    // What had already arrived when the line was cut.
    if (client.readyState !== WebSocket.OPEN || server.readyState !== WebSocket.OPEN) return;
    const bytes = bytesOf(data);
    if (!mayAsk(bytes) || server.bufferedAmount > MAX_UNREAD_BYTES) return cut();
    const said = isBinary ? judge(bytes) : null;
    if (said !== null) return server.send(said);
    cut();
    cheated();
  });
  server.on("message", (data, isBinary) => {
    if (client.bufferedAmount > MAX_UNREAD_BYTES) return cut();
    if (client.readyState === WebSocket.OPEN) client.send(data, { binary: isBinary });
  });
  for (const [side, other] of [
    [client, server],
    [server, client],
  ] as const) {
    side.on("error", cut);
    side.on("close", (code) => other.close(codeToSay(code)));
  }
}
