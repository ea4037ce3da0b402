/**
 * Samples to rows, rows to a table on standard output. Knows nothing of what was measured.
 */

export type Row = { readonly what: string; readonly ours: readonly number[]; readonly floor: readonly number[] };

/** Nearest rank. */
export function percentile(samples: readonly number[], of100: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((sorted.length * of100) / 100) - 1)] ?? Number.NaN;
}

const AIM = 1.5;
const HEAD = [
  "",
  "n",
  "p50",
  "p95",
  "max",
  "floor n",
  "p50",
  "p95",
  "max",
  "p50 ours/floor",
  "p95 ours/floor",
  `aim ${AIM}`,
];

function figures(samples: readonly number[]): string[] {
  const shown = [50, 95, 100].map((of100) => percentile(samples, of100).toFixed(1));
  return [String(samples.length), ...shown];
}

export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map(({ what, ours, floor }) => {
    const [usual, ratio] = [50, 95].map((of100) => percentile(ours, of100) / percentile(floor, of100)) as [
      number,
      number,
    ];
    return [
      what,
      ...figures(ours),
      ...figures(floor),
      usual.toFixed(2),
      ratio.toFixed(2),
      ratio <= AIM ? "within" : "over",
    ];
  });
  const lines = [HEAD, ...cells];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  "),
    )
    .join("\n");
}
