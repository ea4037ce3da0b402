/**
 * The cookies of one browser: one for each person that it is, in each session. Knows what they are called and how
 * many of them count; whose they are is signed by `keys.ts`.
 */
import { type PersonId, SessionId } from "@balint/shared/session/model";
import type { Keys } from "./keys.ts";

/** Two leaders' links and an invitation make three; nobody is more. */
export const MOST_PERSONS = 4;
/** Of all sessions. Each costs a signature, and whoever sends thousands shall not have them looked at. */
const MOST_COOKIES = 16;

const PREFIX = "balint_";
/** The name of a cookie that is there only to see whether this browser keeps any. */
export const PROBE = "balint-try";

export type Cookies = Readonly<Record<string, string | undefined>>;

export function cookieName(session: SessionId, person: PersonId): string {
  return `${PREFIX}${session}_${person}`;
}

/** Whom this browser can show to be, in this session; whoever came first is first. */
export function heldIn(session: SessionId, cookies: Cookies, keys: Keys): PersonId[] {
  // The bare name is that of a version that knew one person for each session.
  const ours = Object.keys(cookies).filter((name) => `${name}_`.startsWith(`${PREFIX}${session}_`));
  const persons = ours.slice(0, MOST_COOKIES).flatMap((name) => keys.personOf(session, cookies[name]) ?? []);
  return [...new Set(persons)];
}

/** The one whom a request is from: whoever it says, if this browser can be that, or the only one there is. */
export function meantBy(said: PersonId | undefined, held: readonly PersonId[]): PersonId | null {
  if (said !== undefined) return held.includes(said) ? said : null;
  const [only, ...others] = held;
  return only !== undefined && others.length === 0 ? only : null;
}

/** Whom this browser can show to be, in whatever session. */
export function heldAnywhere(cookies: Cookies, keys: Keys): { session: SessionId; person: PersonId }[] {
  const sessions = Object.keys(cookies).flatMap((name) => {
    const session = name.startsWith(PREFIX) ? name.slice(PREFIX.length).split("_")[0] : undefined;
    return SessionId.safeParse(session).data ?? [];
  });
  const some = [...new Set(sessions.slice(0, MOST_COOKIES))];
  return some.flatMap((session) => heldIn(session, cookies, keys).map((person) => ({ session, person })));
}
