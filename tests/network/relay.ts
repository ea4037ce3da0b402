/**
 * A long way for packets, in user space, because not every kernel can make one: whatever comes in goes on late, to and
 * fro. What it loses of a TCP stream comes later still, with everything behind it waiting, as a real line does it.
 * Knows sockets only.
 */
import { type Socket as UdpSocket, createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, type Socket, createServer, connect } from "node:net";

export type Way = {
  /** One way. */
  readonly delayMs: number;
  /** Of a hundred pieces of a stream. Packets of UDP are for the firewall to lose. */
  readonly lossPercent: number;
};

export type Relay = { readonly port: number; readonly close: () => void };

const later = (ms: number, act: () => void) => void setTimeout(act, ms);

export async function relayUdp(address: string, to: number, { delayMs }: Way): Promise<Relay> {
  const front = createSocket("udp4").bind(0, address);
  await once(front, "listening");
  const backs = new Map<string, UdpSocket>();
  const backFor = (port: number, host: string): UdpSocket => {
    const key = `${host}:${port}`;
    const known = backs.get(key);
    if (known !== undefined) return known;
    const back = createSocket("udp4").bind(0, address);
    back.on("message", (packet) => later(delayMs, () => open && front.send(packet, port, host)));
    backs.set(key, back);
    return back;
  };
  let open = true;
  front.on("message", (packet, from) => {
    const back = backFor(from.port, from.address);
    later(delayMs, () => open && back.send(packet, to, address));
  });
  return {
    port: front.address().port,
    close() {
      open = false;
      for (const socket of [front, ...backs.values()]) socket.close();
    },
  };
}

/** After a loss the sender waits for about two round trips, and twice as long each time it happens again. */
function heldUp({ delayMs, lossPercent }: Way): number {
  let wait = 0;
  for (let again = delayMs * 4; Math.random() * 100 < lossPercent; again *= 2) wait += again;
  return wait;
}

function pipeLate(from: Socket, to: Socket, way: Way): void {
  let free = 0;
  const send = (act: () => void) => {
    free = Math.max(free, performance.now() + way.delayMs + heldUp(way));
    later(free - performance.now(), act);
  };
  from.on("data", (piece) => send(() => to.writable && to.write(piece)));
  from.on("end", () => send(() => to.end()));
  // What was on the way still arrives.
  from.on("close", () => send(() => to.destroySoon()));
  from.on("error", () => from.destroy());
}

export async function relayTcp(address: string, to: number, way: Way): Promise<Relay> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(to, address);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    }
    pipeLate(near, far, way);
    pipeLate(far, near, way);
  }).listen(0, address);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
