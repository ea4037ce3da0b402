/** A queue: what is slow with devices is done one after the other, in the order in which it was wanted. */
export type Queue = (work: () => Promise<void>) => void;

export function oneAtATime(): Queue {
  let tail = Promise.resolve();
  return (work) => {
    tail = tail.then(work).catch((error: unknown) => console.warn("device", error));
  };
}
