/**
 * The child of bare-wire.ts: nothing but Socket.IO and, when asked, one commit with the pragmas of our own store.
 * Ends with its parent.
 */
import { once } from "node:events";
import { type Server as HttpServer, createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import * as z from "zod/mini";
import { EVENTS } from "@balint/shared/session/protocol";

/** What is used of Socket.IO's server: the very copy that our server runs on, which these tests do not depend on. */
type Line = {
  readonly handshake: { readonly auth: Readonly<Record<string, unknown>> };
  on(event: string, act: (payload: unknown) => void): void;
  emit(event: string, payload: unknown): void;
};
type SocketIo = {
  Server: new (
    http: HttpServer,
    options: { transports: ["websocket"]; serveClient: false },
  ) => {
    on(event: "connection", act: (line: Line) => void): void;
  };
};
const ours = createRequire(new URL("../../../server/package.json", import.meta.url));
const { Server } = ours("socket.io") as SocketIo;

const [message] = await once(process, "message");
const snapshots = z.parse(z.array(z.unknown()), message);

const db = new DatabaseSync(join(process.argv[2] ?? "", "bare.sqlite"));
db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
         CREATE TABLE live (id INTEGER PRIMARY KEY, state TEXT NOT NULL) STRICT; INSERT INTO live VALUES (1, '');`);
const update = db.prepare("UPDATE live SET state = ? WHERE id = 1");

const http = createServer();
const lines: Line[] = [];
new Server(http, { transports: ["websocket"], serveClient: false }).on("connection", (line) => {
  lines.push(line);
  line.on(EVENTS.command, (payload) => {
    const { stored } = z.parse(z.object({ stored: z.boolean() }), payload);
    if (stored) {
      db.exec("BEGIN IMMEDIATE");
      // The first is a leader's, the largest.
      update.run(JSON.stringify(snapshots[0]));
      db.exec("COMMIT");
    }
    for (const one of lines) one.emit(EVENTS.snapshot, snapshots[Number(one.handshake.auth["index"])]);
  });
});

process.on("disconnect", () => process.exit(0));
http.listen(0, "127.0.0.1");
await once(http, "listening");
process.send?.({ port: (http.address() as AddressInfo).port });
