/** The contract every store obeys. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ANNA, ILONA, T0, TOM, aRoom, after, freshId } from "@balint/shared/session/fixtures";
import { type Session, SessionId } from "@balint/shared/session/model";
import { openSqlite } from "../../server/src/store/sqlite.ts";
import type { Store } from "../../server/src/store/store.ts";

const STORES: Record<string, () => { open: () => Store }> = {
  "SQLite in a file": () => {
    const file = join(mkdtempSync(join(tmpdir(), "balint-store-")), "balint.sqlite");
    return { open: () => openSqlite(file) };
  },
};

describe.each(Object.keys(STORES))("%s", (name) => {
  let place: { open: () => Store };
  let store: Store;
  const first = aRoom("gathering");
  const next: Session = after(first, ANNA, { kind: "person.hold", person: TOM }).session;

  beforeEach(async () => {
    place = STORES[name]?.() ?? { open: () => openSqlite(":memory:") };
    store = place.open();
    await store.create(first.session);
  });
  afterEach(() => store.close());

  test("[K-1] what was committed is there after the process has gone", async () => {
    const id = freshId();
    await store.commit(next, { person: ANNA, id, version: 1 }, [], T0);
    await store.close();
    store = place.open();
    expect(await store.load(next.id)).toEqual(next);
    expect(await store.given(next.id, ANNA, id)).toBe(1);
    expect(await store.given(next.id, TOM, id)).toBeNull();
  });

  test("[K-1] a commit that does not follow the stored version changes nothing", async () => {
    await store.commit(next, null, [], T0);
    const id = freshId();
    await expect(store.commit(next, { person: ANNA, id, version: 1 }, [], T0)).rejects.toThrow(/not at version 0/);
    await expect(store.commit({ ...next, version: 9 }, null, [], T0)).rejects.toThrow();
    expect((await store.load(next.id))?.version).toBe(1);
    expect(await store.given(next.id, ANNA, id)).toBeNull();
  });

  test("[K-1] sessions that change at the same moment are all stored", async () => {
    const others = ["1", "2", "3"].map((end) => ({ ...first.session, id: SessionId.parse("a".repeat(15) + end) }));
    await Promise.all(others.map((session) => store.create(session)));
    await Promise.all(others.map((session) => store.commit({ ...session, version: 1 }, null, [], T0)));
    for (const { id } of others) expect((await store.load(id))?.version).toBe(1);
  });

  test("[K-2] an ended session leaves its record and attendance", async () => {
    const came = { person: ILONA, name: "Ilona", role: "member", at: T0, what: "came" } as const;
    const id = freshId();
    await store.commit(next, { person: ANNA, id, version: 1 }, [came], T0);
    const ended: Session = { ...next, version: 2, phase: "ended" };
    await store.commit(ended, null, [{ ...came, at: T0 + 60_000, what: "went" }], T0 + 60_000);
    expect(await store.load(next.id)).toBeNull();
    expect(await store.given(next.id, ANNA, id)).toBeNull();
    expect(await store.record(next.id)).toMatchObject({ name: "Northern Circle", endedAt: T0 + 60_000 });
    expect(await store.attendance(next.id)).toEqual([
      { person: ILONA, name: "Ilona", role: "member", came: T0, went: T0 + 60_000 },
    ]);
  });

  test("somebody who comes twice has two rows, and going closes the open one", async () => {
    const at = (what: "came" | "went", ms: number) => ({
      person: TOM,
      name: "Tom",
      role: "member" as const,
      at: T0 + ms,
      what,
    });
    let version = 0;
    for (const presence of [at("came", 1), at("went", 2), at("came", 3)]) {
      version += 1;
      await store.commit({ ...first.session, version }, null, [presence], T0);
    }
    expect(
      (await store.attendance(first.session.id)).map(({ came, went }) => [came - T0, went === null ? null : went - T0]),
    ).toEqual([
      [1, 2],
      [3, null],
    ]);
  });

  test("records come newest first", async () => {
    const other = { ...first.session, id: "aaaaaaaaaaaaaaaa" as Session["id"], createdAt: T0 + 5 };
    await store.create(other);
    expect((await store.records()).map(({ id }) => id)).toEqual([other.id, first.session.id]);
    await expect(store.create(other)).rejects.toThrow();
  });
});
