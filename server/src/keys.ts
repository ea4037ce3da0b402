/**
 * Link keys and cookies, all derived from one secret of this installation, so that none of them is stored.
 * Knows no HTTP and no session state.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { PersonId, SessionId } from "@balint/shared/session/model";
import * as z from "zod/mini";
import { ConfigError } from "./config.ts";
import { makeDirectory, writeWhole } from "./directory.ts";

const Secrets = z.object({ server: z.string(), sfuKey: z.string(), sfuSecret: z.string() });
export type Secrets = z.infer<typeof Secrets>;

/** Reads the installation's secrets, or makes them at the first start. */
export function secretsIn(dataDir: string): Secrets {
  const file = join(dataDir, "secrets.json");
  makeDirectory(dataDir);
  try {
    // Reading what is no file, but the end of a pipe, would wait for ever.
    if (!statSync(file).isFile()) throw new Error("not a file");
    return Secrets.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT"))
      throw new ConfigError(
        `${file} cannot be read as this installation's secrets; restore it from a backup, or move it away to begin anew.`,
      );
  }
  const secrets = {
    server: randomBytes(32).toString("base64url"),
    sfuKey: `balint${randomBytes(6).toString("hex")}`,
    sfuSecret: randomBytes(32).toString("base64url"),
  };
  writeWhole(file, JSON.stringify(secrets));
  return secrets;
}

export type LinkOwner = { as: "leader"; slot: number; person: PersonId } | { as: "guest" };

export type Keys = ReturnType<typeof keysFrom>;

export function keysFrom(secret: string) {
  const sign = (...parts: (string | number)[]) =>
    createHmac("sha256", secret).update(JSON.stringify(parts)).digest("base64url").slice(0, 32);

  const personFrom = (as: "leader" | "guest", session: SessionId, which: string) =>
    PersonId.parse(createHmac("sha256", secret).update(`${as}|${session}|${which}`).digest("hex").slice(0, 16));

  const leaderKey = (session: SessionId, slot: number) => sign("leader", session, slot);
  const invitationKey = (session: SessionId) => sign("invitation", session);
  /** A leader's link is a person: opened on another device, the same leader sits there. */
  const leaderId = (session: SessionId, slot: number) => personFrom("leader", session, String(slot));

  return {
    organiserKey: sign("organiser"),
    leaderKey,
    invitationKey,
    newSessionId: () => SessionId.parse(randomBytes(8).toString("hex")),
    newPersonId: () => PersonId.parse(randomBytes(8).toString("hex")),
    /** The same person for the same knock, should its answer be lost; nobody can tell one from another's. */
    guestOf: (session: SessionId, knock: string) => personFrom("guest", session, knock),
    ownerOf(session: SessionId, key: string, leaderCount: number): LinkOwner | null {
      for (let slot = 1; slot <= leaderCount; slot++)
        if (same(key, leaderKey(session, slot))) return { as: "leader", slot, person: leaderId(session, slot) };
      return same(key, invitationKey(session)) ? { as: "guest" } : null;
    },
    cookieFor: (session: SessionId, person: PersonId) => `${person}.${sign("person", session, person)}`,
    /** Whose cookie this is, in this session and no other. */
    personOf(session: SessionId, cookie: string | undefined): PersonId | null {
      const [id, signature] = cookie?.split(".") ?? [];
      const person = PersonId.safeParse(id);
      if (!person.success || signature === undefined) return null;
      return same(signature, sign("person", session, person.data)) ? person.data : null;
    },
  };
}

export function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
