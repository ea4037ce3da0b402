/**
 * The floor of telling: a bare Socket.IO server in a process of its own, and as many sockets in this process as there
 * are people. One event in; out to each socket the bytes that our server sent that person. Knows no rooms.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { type Socket, io } from "socket.io-client";
import * as z from "zod/mini";
import { EVENTS, Snapshot } from "@balint/shared/session/protocol";
import { clock } from "../../support/bot-protocol.ts";

const ARRIVE_WITHIN_MS = 5_000;

export type BareWire = {
  /** From the event until the last socket has parsed; with `stored`, one durable commit comes before the telling. */
  readonly tell: (how: { stored: boolean }) => Promise<number>;
  readonly stop: () => Promise<void>;
};

export async function startBareWire(dataDir: string, snapshots: readonly Snapshot[]): Promise<BareWire> {
  const child = fork(new URL("./bare-wire-server.ts", import.meta.url), [dataDir]);
  const ended = once(child, "exit");
  child.send(snapshots);
  const [message] = await Promise.race([
    once(child, "message"),
    ended.then(([code]) => {
      throw new Error(`the bare server ended with ${String(code)}`);
    }),
  ]);
  const { port } = z.parse(z.object({ port: z.int() }), message);
  const sockets: Socket[] = [];
  for (const index of snapshots.keys()) {
    const socket = io(`http://127.0.0.1:${port}`, { transports: ["websocket"], forceNew: true, auth: { index } });
    sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("connect_error", reject);
    });
  }
  const [first] = sockets;
  if (first === undefined) throw new Error("nobody to tell");

  const arrivals = () =>
    Promise.all(
      sockets.map(
        (socket) =>
          new Promise<number>((resolve, reject) => {
            const timer = setTimeout(() => reject(new Error("the bare server told nobody")), ARRIVE_WITHIN_MS);
            socket.once(EVENTS.snapshot, (payload: unknown) => {
              Snapshot.parse(payload);
              resolve(clock());
              clearTimeout(timer);
            });
          }),
      ),
    );

  return {
    async tell({ stored }) {
      const told = arrivals();
      const click = clock();
      first.emit(EVENTS.command, { stored });
      return Math.max(...(await told)) - click;
    },
    async stop() {
      for (const socket of sockets) socket.disconnect();
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
