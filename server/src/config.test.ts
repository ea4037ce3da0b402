import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

const minimal = { LIVEKIT_BINARY: "/somewhere/livekit-server" };

test("what is not set has a value that works on one machine", () => {
  expect(readConfig(minimal)).toMatchObject({
    port: 3000,
    host: "127.0.0.1",
    publicUrl: null,
    sfu: { kind: "embedded", port: 7880 },
  });
  expect(readConfig({ ...minimal, PORT: "" }).port).toBe(3000);
});

test("a media server of one's own is used as it is", () => {
  const env = { LIVEKIT_URL: "wss://sfu.example.org", LIVEKIT_API_KEY: "k", LIVEKIT_API_SECRET: "s".repeat(32) };
  expect(readConfig(env).sfu).toMatchObject({ kind: "external", url: "https://sfu.example.org" });
});

test.each([
  [{ ...minimal, PORT: "eighty" }, /^PORT cannot be used/],
  [{ ...minimal, PORT: "70000" }, /^PORT cannot be used/],
  [{ ...minimal, PUBLIC_URL: "balint.example.org" }, /^PUBLIC_URL cannot be used/],
  [{ ...minimal, MEDIA_IP: "here" }, /^MEDIA_IP cannot be used/],
  [{ LIVEKIT_URL: "http://livekit:7880" }, /LIVEKIT_API_KEY and LIVEKIT_API_SECRET/],
  [{}, /npm start/],
])("[O-1] one sentence about %j", (env, sentence) => {
  expect(() => readConfig(env)).toThrow(ConfigError);
  expect(() => readConfig(env)).toThrow(sentence);
});

test("a relay is a name, and a certificate unless something in front has it", () => {
  const env = { LIVEKIT_BINARY: "/usr/bin/livekit-server", TURN_DOMAIN: "turn.example.org" };
  expect(readConfig({ LIVEKIT_BINARY: env.LIVEKIT_BINARY }).sfu).toMatchObject({ turn: null });
  expect(readConfig(env).sfu).toMatchObject({ turn: { domain: "turn.example.org", port: 5349, certificate: null } });
  const files = { TURN_CERT_FILE: "cert.pem", TURN_KEY_FILE: "key.pem" };
  expect(readConfig({ ...env, ...files }).sfu).toMatchObject({
    turn: { certificate: { certFile: "cert.pem", keyFile: "key.pem" } },
  });
  expect(() => readConfig({ ...env, TURN_CERT_FILE: "cert.pem" })).toThrow(/belong together/);
  expect(() => readConfig({ ...env, ...files, TURN_DOMAIN: "" })).toThrow(/TURN_DOMAIN/);
  expect(() => readConfig({ ...env, TURN_DOMAIN: "https://x" })).toThrow(/TURN_DOMAIN/);
});
