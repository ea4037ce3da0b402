/**
 * A place on the way between the app and its media server, where requests are delayed, lost, doubled or answered with
 * a failure. Knows HTTP and nothing of what goes by.
 */
import { once } from "node:events";
import { type IncomingHttpHeaders, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

export type Relay = {
  readonly url: string;
  /** Where requests go on to: an origin, or a whole address. */
  target: string;
  /** What happens to each: passed on so many times, each after so many ms. An empty list is answered 503. */
  how: () => readonly number[];
  /** Most requests that were on their way at once, and how many there have been. */
  readonly most: () => number;
  readonly count: () => number;
  readonly close: () => Promise<void>;
};

const HOP_BY_HOP = new Set(["connection", "content-length", "host", "keep-alive", "transfer-encoding"]);

function passedOn(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

export async function startRelay(): Promise<Relay> {
  let [now, most, count] = [0, 0, 0];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.once("end", () => void answer(Buffer.concat(chunks)));

    async function once(body: Buffer, ms: number): Promise<{ status: number; text: string; type: string }> {
      await delay(ms);
      const to = new URL(request.url === "/" ? "" : (request.url ?? ""), relay.target);
      const { method = "GET", headers } = request;
      // Passed on even when whoever asked has stopped waiting: a slow network forgets nothing.
      const reply = await fetch(to, {
        method,
        headers: passedOn(headers),
        body: method === "GET" ? null : body.toString(),
      });
      return {
        status: reply.status,
        text: await reply.text(),
        type: reply.headers.get("content-type") ?? "text/plain",
      };
    }

    async function answer(body: Buffer): Promise<void> {
      count += 1;
      most = Math.max(most, (now += 1));
      const [first, ...more] = relay.how();
      for (const ms of more) once(body, ms).catch(() => undefined);
      const gone = { status: 503, text: "", type: "text/plain" };
      const { status, text, type } = first === undefined ? gone : await once(body, first).catch(() => gone);
      now -= 1;
      response.writeHead(status, { "content-type": type }).end(text);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const relay: Relay = {
    url: `http://127.0.0.1:${port}`,
    target: "",
    how: () => [0],
    most: () => most,
    count: () => count,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return relay;
}
