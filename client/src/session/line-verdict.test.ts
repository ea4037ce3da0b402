import { expect, test } from "vitest";
import { type LineReport, type Verdict, verdictOf } from "./line-verdict.ts";

const well = { reached: "media", via: "udp", kbits: 1_200, loss: 0, roundTripMs: 40 } as const;

test.each<[string, Verdict, LineReport]>([
  ["a line like most", "good", well],
  ["a slow one upwards that is enough", "good", { ...well, kbits: 480 }],
  ["one that carries sound and little more", "fair", { ...well, kbits: 300 }],
  ["one over a satellite", "fair", { ...well, roundTripMs: 700 }],
  ["one on which pictures break", "fair", { ...well, loss: 0.05 }],
  ["one on which words break", "lossy", { ...well, loss: 0.2 }],
  ["one that carries hardly a voice", "weak", { ...well, kbits: 60 }],
  ["one that gives next to nothing and loses it too", "weak", { ...well, kbits: 20, loss: 0.5 }],
  ["a network without UDP", "detour", { ...well, via: "tcp" }],
  ["a network that is left by a relay only", "detour", { ...well, via: "relay", kbits: 300 }],
  ["a detour that is too narrow", "weak", { ...well, via: "tcp", kbits: 90 }],
  ["a network that stops media", "noMedia", { reached: "meeting", ways: [] }],
  ["a network that stops websockets", "noWire", { reached: "nothing" }],
])("[D-11] %s: %s", (_name, verdict, report) => {
  expect(verdictOf(report)).toBe(verdict);
});
