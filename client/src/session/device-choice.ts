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
