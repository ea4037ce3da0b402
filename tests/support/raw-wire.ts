/**
 * The live wire without any manners: a TCP connection that speaks just as much websocket as a test wants, and reads
 * or answers only while told to. Knows the frames of RFC 6455 and the first packets of Socket.IO.
 */
import { type Socket, connect } from "node:net";
import { PROTOCOL_VERSION } from "@balint/shared/session/protocol";

const OPEN_WITHIN_MS = 5_000;
const MASK = Buffer.from([1, 2, 3, 4]);
const KEY = "dGhlIHNhbXBsZSBub25jZQ==";

export type Wish = {
  readonly baseUrl: string;
  readonly path?: string;
  readonly cookie?: string;
  readonly origin?: string | null;
  readonly headers?: readonly string[];
};

export type FrameKind = "text" | "binary" | "continuation" | "ping" | "close";
const OPCODE: Record<FrameKind, number> = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9 };

/** One masked frame. `first` is the whole first byte, for frames that no client may send. */
export function frame(payload: string | Buffer, kind: FrameKind = "text", first = 0x80 | OPCODE[kind]): Buffer {
  const body = Buffer.from(payload);
  const length = body.length;
  const size =
    length < 126
      ? Buffer.from([0x80 | length])
      : length < 65_536
        ? Buffer.from([0x80 | 126, length >> 8, length & 255])
        : Buffer.concat([Buffer.from([0x80 | 127]), big(length)]);
  for (let at = 0; at < length; at++) body[at] = (body[at] ?? 0) ^ (MASK[at % 4] ?? 0);
  return Buffer.concat([Buffer.from([first]), size, MASK, body]);
}

function big(length: number): Buffer {
  const eight = Buffer.alloc(8);
  eight.writeBigUInt64BE(BigInt(length));
  return eight;
}

export class RawWire {
  readonly socket: Socket;
  /** What has been read, as it came. */
  text = "";
  /** When it was closed, by whomever; `null` while open. */
  closedAt: number | null = null;
  readonly openedAt = performance.now();

  constructor(baseUrl: string) {
    this.socket = connect(Number(new URL(baseUrl).port), "127.0.0.1");
    this.socket.on("error", () => {});
    this.socket.on("data", (chunk: Buffer) => (this.text += chunk.toString("latin1")));
    this.socket.once("close", () => (this.closedAt = performance.now()));
  }

  get open(): boolean {
    return this.closedAt === null;
  }

  get lastedMs(): number {
    return (this.closedAt ?? performance.now()) - this.openedAt;
  }

  write(bytes: Buffer | string): void {
    if (this.open) this.socket.write(bytes);
  }

  /** Nothing is read any more; what the server sends stays where it is. */
  stopReading(): void {
    this.socket.pause();
  }

  async closed(): Promise<void> {
    if (this.open) await new Promise<void>((resolve) => this.socket.once("close", () => resolve()));
  }

  async heard(what: string | RegExp): Promise<void> {
    const from = performance.now();
    const has = () => (typeof what === "string" ? this.text.includes(what) : what.test(this.text));
    while (!has()) {
      if (!this.open) throw new Error(`closed before ${what}: ${this.text.slice(-300)}`);
      if (performance.now() - from > OPEN_WITHIN_MS) throw new Error(`no ${what} in ${this.text.slice(-300)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  destroy(): void {
    this.socket.destroy();
  }
}

export function upgradeRequest({
  baseUrl,
  path = "/live/?EIO=4&transport=websocket",
  cookie,
  origin,
  headers = [],
}: Wish) {
  const { host, origin: own } = new URL(baseUrl);
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${KEY}`,
    ...(origin === null ? [] : [`Origin: ${origin ?? own}`]),
    ...(cookie === undefined ? [] : [`Cookie: ${cookie}`]),
    ...headers,
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/** As far as the websocket, and not a word of Socket.IO. */
export async function openWebsocket(wish: Wish): Promise<RawWire> {
  const wire = new RawWire(wish.baseUrl);
  wire.write(upgradeRequest(wish));
  await wire.heard("101 Switching Protocols");
  return wire;
}

/** What a page says first of all. */
export const handshake = (who: { readonly session: string; readonly person?: string }): Buffer =>
  frame(`40${JSON.stringify({ protocol: PROTOCOL_VERSION, ...who })}`);

/** As far as a person's live line. Answers pings only as `keepAlive` says. */
export async function openLine(wish: Wish & { readonly session: string }): Promise<RawWire> {
  const wire = await openWebsocket(wish);
  await wire.heard('"sid"');
  wire.write(handshake({ session: wish.session }));
  await wire.heard(/40\{"sid"/);
  return wire;
}

/** Pongs nobody asked for, so that the server believes in somebody who reads nothing. Answers how to stop. */
export function keepAlive(wire: RawWire): () => void {
  const timer = setInterval(() => wire.write(frame("3")), 1_000);
  return () => clearInterval(timer);
}
