/**
 * The soak, cut short: in so little time a slope of memory is noise, so it is asked whether all that was held for people
 * is let go once they have gone, and whether the heap is about as large as after one single session.
 */
import { expect, test } from "vitest";
import { soak } from "./soak.ts";

const MORE_MB = 15;

test("[H-10] [P-12] [W-1] twenty sessions of twelve bad lines: no answer lost, no version back, nothing held, no fault", async () => {
  const { book, born, before, after, ...report } = await soak({
    seconds: 25,
    sessions: 20,
    sockets: 12,
    seed: 7,
    lifeSeconds: 40,
    paceMs: 1_500,
    killEverySeconds: 0,
    say: () => {},
  });
  console.log(
    `${report.sessionsPlayed} sessions, ${book.sent} commands, ${book.answered} answered, ${book.resent} sent again; heap ` +
      `after the first ${before.heapMb.toFixed(1)} MB, after all ${after.heapMb.toFixed(1)} MB; ` +
      `sockets and timers at first ${born.sockets}, ${born.timers}, at last ${after.sockets}, ${after.timers}`,
  );
  expect([book.lost, book.wrong, report.said]).toEqual([[], [], []]);
  expect([report.exit, report.sessionsLeft]).toEqual([0, 0]);
  expect(after.sockets).toBeLessThanOrEqual(born.sockets);
  expect(after.timers).toBeLessThanOrEqual(born.timers);
  expect(after.heapMb - before.heapMb).toBeLessThan(MORE_MB);
  // The test of the test: it was a busy time, and what was held was seen.
  const held = report.lives.flat();
  expect(Math.max(...held.map(({ sockets }) => sockets))).toBeGreaterThan(100);
  expect(Math.max(...held.map(({ timers }) => timers))).toBeGreaterThan(after.timers);
  expect(book.answered).toBeGreaterThan(500);
  expect(book.accepted).toBeGreaterThan(200);
  for (const fault of [book.resent, book.drops, book.silences, book.doubles, book.rubbish])
    expect(fault).toBeGreaterThan(5);
});
