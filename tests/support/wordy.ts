/**
 * Somebody who floods the media server with signalling of words of their own, to see what becomes of them. Knows
 * LiveKit's wire format as far as it can be filled with words, and no client of it.
 */
import { once } from "node:events";

/** What is looked for afterwards; nobody else would write it. */
export const MARK = "MyPatientMrsKowalskiSaid";
const WORDS = `${MARK} `.repeat(40);

type Field = readonly [number, string | number | Uint8Array<ArrayBuffer>];

function varint(value: number): number[] {
  const bytes = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left];
    bytes.push((left % 128) | 128);
  }
}

function message(...fields: Field[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    fields.flatMap(([number, value]) => {
      if (typeof value === "number") return [...varint(number * 8), ...varint(value)];
      const bytes = [...(typeof value === "string" ? Buffer.from(value) : value)];
      return [...varint(number * 8 + 2), ...varint(bytes.length), ...bytes];
    }),
  );
}

const description = (type: string) => message([1, type], [2, WORDS]);
/** SignalRequest: which of its kinds, and that. */
const REQUESTS: Record<string, Uint8Array<ArrayBuffer>> = {
  "an offer": message([1, description("offer")]),
  "an answer": message([2, description("answer")]),
  "a candidate": message([3, message([1, JSON.stringify({ candidate: WORDS, sdpMid: "0" })])]),
  "a broken candidate": message([3, message([1, WORDS])]),
  "a track of the screen": message([4, message([1, MARK], [2, WORDS], [3, 1], [8, 3], [10, WORDS])]),
  "a track of no kind": message([4, message([1, MARK], [2, WORDS], [3, 2], [8, 2], [10, WORDS])]),
  "a track": message([4, message([1, WORDS], [2, WORDS], [3, 0], [8, 2])]),
  "a mute": message([5, message([1, WORDS], [2, 1])]),
  "a subscription": message([6, message([1, WORDS], [2, 1])]),
  "a setting": message([7, message([1, WORDS])]),
  "a layer": message([10, message([1, WORDS])]),
  "a permission": message([11, message([2, message([1, WORDS], [2, 1], [3, WORDS])])]),
  "a state": message([12, message([1, description("answer")], [3, message([1, WORDS])], [5, description("offer")])]),
  metadata: message([15, message([1, WORDS], [2, WORDS])]),
  "an audio track": message([17, message([1, WORDS])]),
  "a video track": message([18, message([1, WORDS])]),
  "no message at all": Uint8Array.from(Buffer.from(WORDS)),
};

/** SignalRequest.ping_req {timestamp}, which is given back as `pong_resp {last_ping_timestamp}`. */
const ask = (moment: number) => message([16, message([1, moment])]);
const answerTo = (moment: number) => Buffer.from(message([1, moment]));

/**
 * One kind of message so many times over one connection; resolved once the media server has read them all, or has
 * ended the connection because of them.
 */
async function flood(url: string, token: string, request: Uint8Array<ArrayBuffer>, times: number): Promise<void> {
  const address = new URL("/rtc", url.replace(/^http/, "ws"));
  const said = { access_token: token, protocol: "16", sdk: "js", version: "2.23.0", auto_subscribe: "1" };
  for (const [name, value] of Object.entries(said)) address.searchParams.set(name, value);
  for (const name of ["os", "browser", "device_model", "os_version"]) address.searchParams.set(name, MARK);
  const socket = new WebSocket(address);
  socket.binaryType = "arraybuffer";
  const ended = once(socket, "close");
  await Promise.race([once(socket, "message"), ended]);
  const asked = 1_000_000 + times;
  const answered = new Promise<void>((done) =>
    socket.addEventListener("message", ({ data }) => {
      if (Buffer.from(data as ArrayBuffer).includes(answerTo(asked))) done();
    }),
  );
  for (let n = 0; n < times && socket.readyState === WebSocket.OPEN; n += 1) socket.send(request);
  if (socket.readyState === WebSocket.OPEN) socket.send(ask(asked));
  await Promise.race([answered, ended]);
  socket.close();
  await ended;
}

/** Every kind of message, so many times each. */
export async function floodWithWords(url: string, token: string, times: number): Promise<void> {
  for (const request of Object.values(REQUESTS)) await flood(url, token, request, times);
}
