/**
 * The few questions asked over plain HTTP: who am I at this door, let me knock, a token for sound and picture.
 * Every answer is parsed; whatever else happens becomes one closed failure. Knows no words and no screens.
 */
import {
  DoorAnswer,
  type DoorRequest,
  ErrorBody,
  LineTrial,
  MediaToken,
  type NewSession,
  type RestError,
  SessionLinks,
  SessionList,
  WhoAnswer,
} from "@balint/shared/rest";
import type { PersonId } from "@balint/shared/session/model";

export type Failure = { readonly ok: false; readonly error: RestError | "unreachable" };
export type Reply<T> = { readonly ok: true; readonly value: T } | Failure;

type Schema<T> = { safeParse(value: unknown): { success: true; data: T } | { success: false } };

/** How long each try is waited for. On a bad line the second is often through before the first. */
const PATIENT_MS = [4_000, 12_000] as const;
const ONCE_MS = [12_000] as const;

async function tryOnce<T>(
  schema: Schema<T>,
  path: string,
  init: RequestInit,
  waitMs: number,
  again = true,
): Promise<Reply<T> | null> {
  try {
    const response = await fetch(path, {
      ...init,
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(waitMs),
    });
    // The server gave up a connection on which nothing had come, just as we began to use it: nothing has been heard.
    if (response.status === 408) return again ? await tryOnce(schema, path, init, waitMs, false) : null;
    const body: unknown = await response.json();
    if (!response.ok) {
      const problem = ErrorBody.safeParse(body);
      return { ok: false, error: problem.success ? problem.data.error : "unreachable" };
    }
    const answer = schema.safeParse(body);
    return answer.success ? { ok: true, value: answer.data } : { ok: false, error: "unreachable" };
  } catch {
    return null;
  }
}

/** Asks again where no answer came; so it is for questions that do no harm twice. */
async function ask<T>(
  schema: Schema<T>,
  path: string,
  init: RequestInit,
  waits: readonly number[] = PATIENT_MS,
): Promise<Reply<T>> {
  for (const waitMs of waits) {
    const reply = await tryOnce(schema, path, init, waitMs);
    if (reply !== null) return reply;
  }
  return { ok: false, error: "unreachable" };
}

function post(body: unknown, key?: string): RequestInit {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (key !== undefined) headers["authorization"] = `Bearer ${key}`;
  return { method: "POST", headers, body: JSON.stringify(body) };
}

export const rest = {
  who: (session: string, key: string, person?: PersonId) =>
    ask(WhoAnswer, `/api/sessions/${session}/who`, post({ key: key === "" ? undefined : key, person })),
  knock: (session: string, request: DoorRequest) => ask(DoorAnswer, `/api/sessions/${session}/door`, post(request)),
  mediaToken: (session: string, person: PersonId, came: number | undefined) =>
    ask(MediaToken, `/api/sessions/${session}/media-token`, post({ person, came })),
  lineCheck: (session: string, key: string) =>
    ask(LineTrial, `/api/sessions/${session}/line-check`, post({ key }), ONCE_MS),
  sessions: (key: string) => ask(SessionList, "/api/sessions", { headers: { authorization: `Bearer ${key}` } }),
  createSession: (key: string, session: NewSession) => ask(SessionLinks, "/api/sessions", post(session, key), ONCE_MS),
};
