/**
 * A tiny proxy in front of the SFU's signalling that writes down what clients ask for, and may refuse them.
 * Judges nothing: our real door stands in server/src/media/door.ts.
 */
import { once } from "node:events";
import { type IncomingMessage, createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";

export type Asked = { readonly path: string; readonly token: "header" | "query" | "none" };

function askedBy(request: IncomingMessage): Asked {
  const url = new URL(request.url ?? "", "http://recorder");
  const token =
    request.headers.authorization !== undefined ? "header" : url.searchParams.has("access_token") ? "query" : "none";
  return { path: url.pathname, token };
}

export async function startRecorder(sfuUrl: string, { refuse = false } = {}) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    asked.push(askedBy(request));
    response.writeHead(403, { "access-control-allow-origin": "*" }).end();
  });
  server.on("upgrade", (request, socket, head) => {
    asked.push(askedBy(request));
    if (refuse) return void socket.end("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    const upstream = connect(Number(new URL(sfuUrl).port), "127.0.0.1", () => {
      const lines = request.rawHeaders.flatMap((name, i, all) => (i % 2 === 0 ? [`${name}: ${all[i + 1]}`] : []));
      upstream.write([`GET ${request.url} HTTP/1.1`, ...lines, "", ""].join("\r\n"));
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    for (const end of [upstream, socket]) end.on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { asked: asked as readonly Asked[], wsUrl: `ws://127.0.0.1:${port}`, stop: () => void server.close() };
}
