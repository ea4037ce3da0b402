/**
 * What a browser may answer instead of a microphone or a camera, as one closed list. Knows the names browsers give to
 * such failures; knows no words.
 */
export type DeviceKind = "microphone" | "camera";

/**
 * `Denied` by the browser, `Barred` by the computer's own settings, `Missing`: there is none, `Busy`: another program
 * has it, `Gone`: it was there and is not any more.
 */
export type DeviceTrouble = `${DeviceKind}${"Denied" | "Barred" | "Missing" | "Busy" | "Gone"}` | "unanswered";

export function troubleFrom(kind: DeviceKind, error: unknown): DeviceTrouble {
  const { name, message } = error instanceof Error ? error : { name: "", message: "" };
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      if (/dismissed/i.test(message)) return "unanswered";
      return /system/i.test(message) ? `${kind}Barred` : `${kind}Denied`;
    case "NotReadableError":
    case "AbortError":
      return `${kind}Busy`;
    default:
      return `${kind}Missing`;
  }
}
