/**
 * Between a client and a signalling door: reads what the client says to the media server, may say something else in
 * its place, and may say more. Judges nothing.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SignalRequest, SignalResponse } from "@livekit/protocol";
import { WebSocket, WebSocketServer } from "ws";

type Message = SignalRequest["message"];
export type Forger = {
  /** Where clients are sent instead. */
  readonly url: string;
  /** As the client's own word, on its newest connection. */
  readonly say: (message: Message) => void;
  /** Any bytes, as often as that. */
  readonly sendRaw: (bytes: Uint8Array | string, times?: number) => void;
  /** How many connections the other side has ended; honest clients come back by themselves. */
  readonly cuts: () => number;
  readonly stop: () => void;
};

export type Edits = {
  /** The parameters of a request to be let in. */
  readonly came?: (query: Readonly<Record<string, string>>) => void;
  readonly asked?: (message: Message, bytes: Uint8Array) => void;
  readonly answered?: (message: SignalResponse["message"]) => void;
};

/** `edits` may change the messages they are given. `target` is the address that the client was meant to use. */
export async function startForger(target: string, edits: Edits = {}): Promise<Forger> {
  const { pathname } = new URL(target);
  let newest: WebSocket | null = null;
  let cuts = 0;
  const server = createServer((_request, response) => response.writeHead(403).end());
  const clients = new WebSocketServer({ server, perMessageDeflate: false });
  clients.on("connection", (client, { url, headers }) => {
    const { authorization } = headers;
    const there = new URL(target);
    const asked = new URL(url ?? "", there);
    edits.came?.(Object.fromEntries(asked.searchParams));
    there.pathname = `${pathname === "/" ? "" : pathname}${asked.pathname}`;
    there.search = asked.search;
    const door = new WebSocket(there, authorization === undefined ? {} : { headers: { authorization } });
    newest = door;
    const early: Uint8Array[] = [];
    client.on("message", (data: Buffer) => {
      const said = SignalRequest.fromBinary(data);
      edits.asked?.(said.message, data);
      const bytes = said.toBinary();
      if (door.readyState === WebSocket.OPEN) door.send(bytes);
      else early.push(bytes);
    });
    door.on("open", () => early.splice(0).forEach((bytes) => door.send(bytes)));
    door.on("message", (data: Buffer) => {
      const said = SignalResponse.fromBinary(data);
      edits.answered?.(said.message);
      client.send(said.toBinary());
    });
    door.on("error", () => client.terminate());
    door.on("close", () => {
      if (client.readyState === WebSocket.OPEN) cuts += 1;
      client.terminate();
    });
    client.on("close", () => door.terminate());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const sendRaw = (bytes: Uint8Array | string, times = 1) => {
    if (newest?.readyState !== WebSocket.OPEN) throw new Error("nobody is connected");
    for (let n = 0; n < times; n++) newest.send(bytes);
  };
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    say: (message) => sendRaw(new SignalRequest({ message }).toBinary()),
    sendRaw,
    cuts: () => cuts,
    stop: () => {
      for (const client of clients.clients) client.terminate();
      server.close();
    },
  };
}
