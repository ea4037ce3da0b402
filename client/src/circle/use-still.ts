/**
 * Whether a picture has stopped moving: the last frame of a line that is gone must not pose as somebody who is here.
 * Judges by frames shown, whatever held them up; knows no line and no track.
 */
import { type RefObject, useEffect, useState } from "react";

const STILL_AFTER_MS = 3_000;
const LOOK_EVERY_MS = 1_000;

export function useStill(video: RefObject<HTMLVideoElement | null>): boolean {
  const [still, setStill] = useState(false);
  useEffect(() => {
    const element = video.current;
    if (element === null || !("requestVideoFrameCallback" in element)) return undefined;
    let movedAt: number | null = null;
    let watching = element.requestVideoFrameCallback(moved);
    function moved() {
      movedAt = Date.now();
      if (element !== null) watching = element.requestVideoFrameCallback(moved);
    }
    const timer = setInterval(() => {
      // A page that nobody looks at is shown no frames.
      if (document.hidden) movedAt = null;
      setStill(movedAt !== null && Date.now() - movedAt > STILL_AFTER_MS);
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      element.cancelVideoFrameCallback(watching);
    };
  }, [video]);
  return still;
}
