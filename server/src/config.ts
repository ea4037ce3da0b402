/**
 * Everything the operator may set, read once from the environment. The only reader of `process.env`.
 */
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import * as z from "zod/mini";
import { type Written, domainFrom, ipFrom, listenFrom, originFrom } from "./address.ts";

const whole = (least: number, most: number) => {
  const error = `write a whole number from ${least} to ${most}`;
  return z.coerce.number(error).check(z.int(error), z.minimum(least, error), z.maximum(most, error));
};

const Port = whole(1, 65535);

/** In the one form that the rest of the program compares with. */
const written = (read: (text: string) => Written) =>
  z.pipe(
    z.string(),
    z.transform((text, context) => {
      const address = read(text);
      if (address.ok) return address.is;
      context.issues.push({ code: "custom", input: text, message: address.why });
      return z.NEVER;
    }),
  );

const Environment = z.object({
  PORT: z._default(Port, 3000),
  HOST: z._default(written(listenFrom), "127.0.0.1"),
  PUBLIC_URL: z.optional(written((text) => originFrom(text, "https://balint.example.org"))),
  DATA_DIR: z._default(z.string(), "data"),
  /** How long a group may be without a leader before its room pauses itself. */
  LEADERS_GRACE_SECONDS: z._default(whole(5, 3600), 120),
  /** How many proxies of one's own stand in front. */
  TRUST_PROXY: z._default(
    z.string().check(z.regex(/^(?:true|false|[0-9])$/, "write true, false, or how many proxies there are")),
    "false",
  ),
  /** An SFU of one's own; without it the app starts one as a child process. */
  LIVEKIT_URL: z.optional(written((text) => originFrom(text.replace(/^ws(?=s?:)/i, "http"), "http://livekit:7880"))),
  LIVEKIT_API_KEY: z.optional(z.string()),
  LIVEKIT_API_SECRET: z.optional(z.string().check(z.minLength(32, "at least 32 characters"))),
  LIVEKIT_BINARY: z.optional(z.string()),
  SFU_PORT: z._default(Port, 7880),
  SFU_UDP_PORT: z._default(Port, 7882),
  /** 0 = no ICE over TCP. */
  SFU_TCP_PORT: z._default(whole(0, 65535), 0),
  MEDIA_IP: z.optional(written(ipFrom)),
  /** A relay over TLS, for networks that let through nothing else; browsers come to this name at port 443. */
  TURN_DOMAIN: z.optional(written(domainFrom)),
  TURN_PORT: z._default(Port, 5349),
  TURN_CERT_FILE: z.optional(z.string()),
  TURN_KEY_FILE: z.optional(z.string()),
});

export type ExternalSfu = { kind: "external"; url: string; apiKey: string; apiSecret: string };
export type TurnConfig = {
  domain: string;
  port: number;
  /** `null`: something in front takes the TLS off. */
  certificate: { certFile: string; keyFile: string } | null;
};
export type EmbeddedSfuConfig = {
  kind: "embedded";
  binary: string;
  port: number;
  udpPort: number;
  tcpPort: number;
  mediaIp: string;
  /** `null` = no relay. */
  turn: TurnConfig | null;
};

export type Config = {
  port: number;
  host: string;
  /** The address people use; links and the Origin check follow it. `null` = whatever host the browser asked for. */
  publicUrl: string | null;
  leadersGraceSeconds: number;
  proxies: number;
  dataDir: string;
  clientDir: string;
  sfu: ExternalSfu | EmbeddedSfuConfig;
};

/** A setting that cannot be used; the message is one sentence for the operator. */
export class ConfigError extends Error {}

/** @throws ConfigError naming the variable and how to mend it. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  // Lines of an environment file easily end in a blank.
  const trimmed = Object.entries(environment).map(([name, value]) => [name, value?.trim()] as const);
  const given = Object.fromEntries(trimmed.filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(`${issue?.path.join(".") ?? "A setting"} cannot be used: ${issue?.message ?? "invalid"}.`);
  }
  const env = parsed.data;
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL ?? null,
    leadersGraceSeconds: env.LEADERS_GRACE_SECONDS,
    proxies: env.TRUST_PROXY === "true" ? 1 : env.TRUST_PROXY === "false" ? 0 : Number(env.TRUST_PROXY),
    dataDir: env.DATA_DIR,
    clientDir: join(import.meta.dirname, "../../client/dist"),
    sfu: sfuFrom(env),
  };
}

function sfuFrom(env: z.infer<typeof Environment>): Config["sfu"] {
  if (env.LIVEKIT_URL !== undefined) {
    if (env.LIVEKIT_API_KEY === undefined || env.LIVEKIT_API_SECRET === undefined)
      throw new ConfigError("LIVEKIT_URL is set, so LIVEKIT_API_KEY and LIVEKIT_API_SECRET must be set too.");
    return { kind: "external", url: env.LIVEKIT_URL, apiKey: env.LIVEKIT_API_KEY, apiSecret: env.LIVEKIT_API_SECRET };
  }
  if (env.LIVEKIT_BINARY === undefined)
    throw new ConfigError("No LiveKit server is known: start with `npm start`, or set LIVEKIT_URL or LIVEKIT_BINARY.");
  return {
    kind: "embedded",
    binary: env.LIVEKIT_BINARY,
    port: env.SFU_PORT,
    udpPort: env.SFU_UDP_PORT,
    tcpPort: env.SFU_TCP_PORT,
    mediaIp: env.MEDIA_IP ?? ownAddress(),
    turn: turnFrom(env),
  };
}

function turnFrom(env: z.infer<typeof Environment>): TurnConfig | null {
  const { TURN_DOMAIN: domain, TURN_PORT: port, TURN_CERT_FILE: certFile, TURN_KEY_FILE: keyFile } = env;
  if ((certFile === undefined) !== (keyFile === undefined))
    throw new ConfigError("TURN_CERT_FILE and TURN_KEY_FILE belong together: set both, or neither.");
  if (domain === undefined) {
    if (certFile !== undefined) throw new ConfigError("TURN_CERT_FILE is set, so TURN_DOMAIN must be set too.");
    return null;
  }
  const certificate = certFile === undefined || keyFile === undefined ? null : { certFile, keyFile };
  return { domain, port, certificate };
}

/** An ordinary browser offers no loopback candidates, so media goes by this machine's own address where it has one. */
function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.find((address) => address.family === "IPv4" && !address.internal)?.address ?? "127.0.0.1";
}
