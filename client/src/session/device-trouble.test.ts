import { expect, test } from "vitest";
import { type DeviceTrouble, troubleFrom } from "./device-trouble.ts";

test.each<[string, string, DeviceTrouble]>([
  ["NotAllowedError", "Permission denied", "cameraDenied"],
  ["NotAllowedError", "Permission denied by system", "cameraBarred"],
  ["NotAllowedError", "Permission dismissed", "unanswered"],
  // Firefox; then Safari, and a page whose frame forbids it.
  ["NotAllowedError", "The object can not be found here.", "cameraDenied"],
  ["NotAllowedError", "The request is not allowed by the user agent", "cameraDenied"],
  ["SecurityError", "", "cameraDenied"],
  ["NotFoundError", "Requested device not found", "cameraMissing"],
  ["OverconstrainedError", "", "cameraMissing"],
  ["NotReadableError", "Could not start video source", "cameraBusy"],
  ["AbortError", "Starting videoinput failed", "cameraBusy"],
  ["TypeError", "navigator.mediaDevices is undefined", "cameraMissing"],
])("[D-8] %s: %s", (name, message, trouble) => {
  expect(troubleFrom("camera", new DOMException(message, name))).toBe(trouble);
  expect(troubleFrom("microphone", new DOMException(message, name))).toBe(trouble.replace("camera", "microphone"));
});

test("[D-8] what is no error at all", () => {
  expect(troubleFrom("microphone", undefined)).toBe("microphoneMissing");
});
