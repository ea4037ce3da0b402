import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { rest } from "./rest.ts";

type Act = "answer" | "tooLate" | "swallow" | "cut" | "refuse";
let acts: Act[];
let bodies: unknown[];

/** The line to the server, which answers as it is told, and else well. */
function line(_path: string, { body, signal }: RequestInit): Promise<Response> {
  bodies.push(body);
  switch (acts.shift()) {
    case "cut":
      return Promise.reject(new TypeError("Failed to fetch"));
    case "tooLate":
      return Promise.resolve(new Response(null, { status: 408 }));
    case "swallow":
      return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(new Error("aborted"))));
    case "refuse":
      return Promise.resolve(Response.json({ error: "full" }, { status: 409 }));
    default:
      return Promise.resolve(Response.json({ person: "person0000000000" }));
  }
}

const asked = { key: "k".repeat(32), name: "Bea", as: "member", agreed: true, knock: crypto.randomUUID() } as const;

beforeEach(() => {
  [acts, bodies] = [[], []];
  vi.stubGlobal("fetch", line);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("[D-13] a question that got no answer", () => {
  const lost: Act[] = ["cut", "tooLate"];
  test.each(lost)("is asked once more, the same (%s)", async (act) => {
    acts = [act];
    expect(await rest.knock("s", asked)).toMatchObject({ ok: true });
    expect(bodies).toEqual([JSON.stringify(asked), JSON.stringify(asked)]);
  });

  test("is not waited for for ever before it is asked once more", async () => {
    acts = ["swallow"];
    vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
      const control = new AbortController();
      setTimeout(() => control.abort(), ms / 40);
      return control.signal;
    });
    expect(await rest.knock("s", asked)).toMatchObject({ ok: true });
    expect(bodies.length).toBe(2);
  });

  test("is given up in the end", async () => {
    acts = ["cut", "cut"];
    expect(await rest.knock("s", asked)).toEqual({ ok: false, error: "unreachable" });
    expect(bodies.length).toBe(2);
  });

  test("an answer that says no is an answer", async () => {
    acts = ["refuse"];
    expect(await rest.knock("s", asked)).toEqual({ ok: false, error: "full" });
    expect(bodies.length).toBe(1);
  });

  test("what would be done twice is asked once", async () => {
    acts = ["cut"];
    expect(await rest.createSession("key", { name: "Circle", frame: "sixty", leaderCount: 1 })).toMatchObject({
      ok: false,
    });
    expect(bodies.length).toBe(1);
  });
});
