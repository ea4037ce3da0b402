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

export type Failure = { readonly ok: false; readonly error: RestError | "unreachable" };
export type Reply<T> = { readonly ok: true; readonly value: T } | Failure;

type Schema<T> = { safeParse(value: unknown): { success: true; data: T } | { success: false } };

const TIMEOUT_MS = 12_000;

async function ask<T>(schema: Schema<T>, path: string, init: RequestInit, again = true): Promise<Reply<T>> {
  try {
    const response = await fetch(path, {
      ...init,
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // The server gave up a connection on which nothing had come, just as we began to use it: nothing has been heard.
    if (response.status === 408 && again) return await ask(schema, path, init, false);
    const body: unknown = await response.json();
    if (!response.ok) {
      const problem = ErrorBody.safeParse(body);
      return { ok: false, error: problem.success ? problem.data.error : "unreachable" };
    }
    const answer = schema.safeParse(body);
    return answer.success ? { ok: true, value: answer.data } : { ok: false, error: "unreachable" };
  } catch {
    return { ok: false, error: "unreachable" };
  }
}

function post(body: unknown, key?: string): RequestInit {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (key !== undefined) headers["authorization"] = `Bearer ${key}`;
  return { method: "POST", headers, body: JSON.stringify(body) };
}

export const rest = {
  who: (session: string, key: string) => ask(WhoAnswer, `/api/sessions/${session}/who`, post({ key })),
  knock: (session: string, request: DoorRequest) => ask(DoorAnswer, `/api/sessions/${session}/door`, post(request)),
  mediaToken: (session: string) => ask(MediaToken, `/api/sessions/${session}/media-token`, post({})),
  lineCheck: (session: string, key: string) => ask(LineTrial, `/api/sessions/${session}/line-check`, post({ key })),
  sessions: (key: string) => ask(SessionList, "/api/sessions", { headers: { authorization: `Bearer ${key}` } }),
  createSession: (key: string, session: NewSession) => ask(SessionLinks, "/api/sessions", post(session, key)),
};
