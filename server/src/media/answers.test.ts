import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { answers } from "./livekit.ts";

test.each([
  [200, "up"],
  [406, "cutOff"],
  [404, "down"],
  [503, "down"],
])("[O-8] a media server that says %i of itself is %s", async (status, expected) => {
  const server = createServer((_request, response) => response.writeHead(status).end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await answers(url)).toBe(expected);
  server.close();
  await once(server, "close");
  expect(await answers(url)).toBe("down");
});
