/** What a test has measured, printed as a table when its file is done. */
import { afterAll } from "vitest";

/** Once in a file, outside of everything. */
export function figures(title: string): (what: string, value: string) => void {
  const rows: [string, string][] = [];
  afterAll(() => {
    if (rows.length === 0) return;
    const width = Math.max(...rows.map(([what]) => what.length));
    console.log([title, ...rows.map(([what, value]) => `  ${what.padEnd(width)}  ${value}`)].join("\n"));
  });
  return (what, value) => void rows.push([what, value]);
}

export function msSince(from: number): number {
  return Math.round(performance.now() - from);
}
