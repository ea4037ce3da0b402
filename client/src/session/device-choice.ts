/** Which of several cameras, microphones and speakers is meant: chosen by the person, kept on this device only. */
export type Choosable = "camera" | "microphone" | "speaker";

const remembered = (of: Choosable) => `balint-${of}`;

export function chosenDevice(of: Choosable): string | undefined {
  try {
    return localStorage.getItem(remembered(of)) ?? undefined;
  } catch {
    return undefined;
  }
}

export function chooseDevice(of: Choosable, id: string): void {
  try {
    localStorage.setItem(remembered(of), id);
  } catch {
    // A browser that keeps nothing takes its usual device the next time.
  }
}

/**
 * Opens the chosen device and no other. A mere wish would lose against the size of the picture; one that is no longer
 * plugged in must not stand in the way of the one that is.
 */
export async function openChosen<T>(
  of: Choosable,
  open: (deviceId: { exact: string } | undefined) => Promise<T>,
): Promise<T> {
  const id = chosenDevice(of);
  if (id === undefined) return open(undefined);
  try {
    return await open({ exact: id });
  } catch (error) {
    const isGone =
      typeof error === "object" && error !== null && "name" in error && error.name === "OverconstrainedError";
    if (!isGone) throw error;
    return open(undefined);
  }
}
