/** The server's memory over time, and whether it grows. Knows nothing of sessions. */
import * as z from "zod/mini";

const Measured = z.object({
  heapMb: z.number(),
  rssMb: z.number(),
  lagP99Ms: z.number(),
  lagMostMs: z.number(),
  sockets: z.int(),
  timers: z.int(),
});
export type Sample = z.infer<typeof Measured> & { readonly minute: number };

export function sampleFrom(message: unknown, minute: number): Sample | null {
  const measured = Measured.safeParse(message);
  return measured.success ? { ...measured.data, minute } : null;
}

/** By least squares, each minute. */
export function slopeOf(samples: readonly Sample[], of: "heapMb" | "rssMb"): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(samples.map(({ minute }) => minute)), mean(samples.map((sample) => sample[of]))];
  const along = samples.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
  return samples.reduce((sum, sample) => sum + (sample.minute - x) * (sample[of] - y), 0) / along;
}
