import { expect, test } from "vitest";
import { isSamePlace } from "./address.ts";
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
  [{ LIVEKIT_URL: "http://livekit:7880" }, /LIVEKIT_API_KEY and LIVEKIT_API_SECRET/],
  [{}, /npm start/],
])("[O-1] one sentence about %j", (env, sentence) => {
  expect(() => readConfig(env)).toThrow(ConfigError);
  expect(() => readConfig(env)).toThrow(sentence);
});

test.each([
  ["https://balint.example.org", "https://balint.example.org"],
  ["https://balint.example.org/", "https://balint.example.org"],
  ["  HTTPS://Balint.Example.ORG\r", "https://balint.example.org"],
  ["https://balint.example.org:443", "https://balint.example.org"],
  ["http://balint.example.org:80/", "http://balint.example.org"],
  ["https://balint.example.org:8443/", "https://balint.example.org:8443"],
  ["https://bälint.example.org", "https://xn--blint-gra.example.org"],
  ["https://BÄLINT.example.org.", "https://xn--blint-gra.example.org"],
  ["https://balint.example.org?", "https://balint.example.org"],
  ["http://127.1:3000", "http://127.0.0.1:3000"],
  ["http://[0:0:0:0:0:0:0:1]:3000", "http://[::1]:3000"],
  ["http://localhost:3000", "http://localhost:3000"],
])("[O-5] the address %j is what a browser sends: %s", (PUBLIC_URL, publicUrl) => {
  expect(readConfig({ ...minimal, PUBLIC_URL }).publicUrl).toBe(publicUrl);
});

test.each([
  ["PUBLIC_URL", "balint.example.org", /in full, like https:/],
  ["PUBLIC_URL", "ftp://balint.example.org", /in full/],
  ["PUBLIC_URL", "https:balint.example.org", /in full/],
  ["PUBLIC_URL", '"https://balint.example.org"', /in full/],
  ["PUBLIC_URL", "https://", /an address like/],
  ["PUBLIC_URL", "https://balint .example.org", /an address like/],
  ["PUBLIC_URL", "https://balint.example.org:99999", /an address like/],
  ["PUBLIC_URL", "https://balint.example.org:0", /port 0/],
  ["PUBLIC_URL", "https://balint.example.org/room", /leave out \/room:/],
  ["PUBLIC_URL", "https://balint.example.org?x=1", /leave out what follows/],
  ["PUBLIC_URL", "https://balint.example.org/#x", /leave out what follows/],
  ["PUBLIC_URL", "https://anna:secret@balint.example.org", /before @/],
  ["PUBLIC_URL", "https://*.example.org", /is no name/],
  ["PUBLIC_URL", 'https://balint.example.org"', /is no name/],
  ["PUBLIC_URL", "https://balint..example.org", /is no name/],
  ["PUBLIC_URL", "http://0.0.0.0:3000", /where to listen/],
  ["PUBLIC_URL", "http://[::]:3000", /where to listen/],
  ["LIVEKIT_URL", "livekit:7880", /in full, like http:/],
  ["LIVEKIT_URL", "http://livekit:7880/rtc", /leave out \/rtc:/],
  ["HOST", "0.0.0.0:3000", /without a port/],
  ["HOST", "http://0.0.0.0", /without a port/],
  ["MEDIA_IP", "here", /in digits/],
  ["MEDIA_IP", "203.0.113.5:7882", /in digits/],
  ["MEDIA_IP", "0.0.0.0", /every address/],
  ["MEDIA_IP", "::", /every address/],
  ["TURN_DOMAIN", "turn.example.org:443", /a name like/],
  ["TURN_DOMAIN", "turns:turn.example.org", /a name like/],
  ["TURN_DOMAIN", "*.example.org", /a name like/],
  ["PORT", "0", /a whole number from 1 to 65535/],
  ["PORT", "70000", /a whole number from 1 to 65535/],
  ["PORT", "80a", /a whole number/],
  ["PORT", "80.5", /a whole number/],
  ["SFU_TCP_PORT", "off", /a whole number from 0/],
  ["LEADERS_GRACE_SECONDS", "2m", /a whole number from 5 to 3600/],
  ["TRUST_PROXY", "yes", /true, false, or how many/],
])("[O-1] [O-5] one sentence about %s=%s", (name, value, why) => {
  const read = () => readConfig({ ...minimal, [name]: value });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(new RegExp(`^${name} cannot be used: [^\\n]+\\.$`));
  expect(read).toThrow(why);
});

test("[O-5] so it is with every other address", () => {
  const embedded = { HOST: " [::] ", MEDIA_IP: "[2001:DB8::5]", TURN_DOMAIN: " Turn.Bälint.example.org. " };
  expect(readConfig({ ...minimal, ...embedded })).toMatchObject({
    host: "::",
    sfu: { mediaIp: "2001:db8::5", turn: { domain: "turn.xn--blint-gra.example.org" } },
  });
  const external = {
    LIVEKIT_URL: "WSS://SFU.Example.org:443/",
    LIVEKIT_API_KEY: "k",
    LIVEKIT_API_SECRET: "s".repeat(32),
  };
  expect(readConfig(external).sfu).toMatchObject({ url: "https://sfu.example.org" });
  expect(readConfig({ ...minimal, SFU_TCP_PORT: "0" }).sfu).toMatchObject({ tcpPort: 0 });
});

test.each([
  ["http://localhost:3000", "localhost:3000", true],
  ["https://balint.example.org", "Balint.Example.org:443", true],
  ["http://balint.example.org", "balint.example.org:80", true],
  ["https://balint.example.org:8443", "balint.example.org:8443", true],
  ["https://balint.example.org", "balint.example.org:8443", false],
  ["https://evil.example.org", "balint.example.org", false],
  ["null", "balint.example.org", false],
  ["http://balint.example.org", "x@balint.example.org", false],
  ["http://balint.example.org", "balint.example.org/x", false],
  ["null", undefined, false],
])("[O-5] [D-7] where no address is set: a page of %s at the host %s", (origin, host, same) => {
  expect(isSamePlace(origin, host)).toBe(same);
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
