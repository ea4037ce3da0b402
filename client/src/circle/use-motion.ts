/**
 * Whether a picture moves: the last frame of a line that is gone must not pose as somebody who is here. Judges by
 * frames shown, whatever held them up; knows no line and no track.
 */
import { type RefObject, useEffect, useRef, useState } from "react";
import { type Moment, elapsed, thisMoment } from "../session/elapsed.ts";

const STILL_AFTER_MS = 3_000;
/** Of somebody whose line is gone only a picture that moves this moment can be believed. */
const DOUBTED_AFTER_MS = 1_000;
const LOOK_EVERY_MS = 250;

/** `unknown` before the first frame, and on a page that nobody looks at. */
export type Motion = "moving" | "still" | "unknown";

export function useMotion(video: RefObject<HTMLVideoElement | null>, doubted: boolean): Motion {
  const [motion, setMotion] = useState<Motion>("unknown");
  const movedAt = useRef<Moment | null>(null);
  useEffect(() => {
    const element = video.current;
    if (element === null || !("requestVideoFrameCallback" in element)) return undefined;
    let watching = element.requestVideoFrameCallback(moved);
    function moved() {
      movedAt.current = thisMoment();
      if (element !== null) watching = element.requestVideoFrameCallback(moved);
    }
    return () => element.cancelVideoFrameCallback(watching);
  }, [video]);
  useEffect(() => {
    const look = () => {
      // A page that nobody looks at is shown no frames.
      if (document.hidden) movedAt.current = null;
      const after = doubted ? DOUBTED_AFTER_MS : STILL_AFTER_MS;
      setMotion(movedAt.current === null ? "unknown" : elapsed(movedAt.current) > after ? "still" : "moving");
    };
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [doubted]);
  return motion;
}
