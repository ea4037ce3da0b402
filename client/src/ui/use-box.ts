/** The size of an element and of the letters in it, before anything is drawn and whenever they change. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

export type Size = {
  readonly width: number;
  readonly height: number;
  /** px */
  readonly rem: number;
  /** The window has just been given another size: whatever moves, moves at once. */
  readonly atOnce: boolean;
};

const NOTHING: Size = { width: 0, height: 0, rem: 16, atOnce: true };

export function useBox(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState(NOTHING);
  const outer = useRef("");
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    function measure() {
      if (current === null) return;
      const { clientWidth: width, clientHeight: height } = current;
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const window = `${innerWidth} ${innerHeight} ${rem}`;
      const atOnce = window !== outer.current;
      outer.current = window;
      setSize((was) =>
        was.width === width && was.height === height && was.rem === rem ? was : { width, height, rem, atOnce },
      );
    }
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  useEffect(() => {
    if (!size.atOnce || size.width === 0) return undefined;
    // Two frames: the first draws what has moved at once, and only then may something glide again.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setSize((was) => ({ ...was, atOnce: false })));
    });
    return () => cancelAnimationFrame(frame);
  }, [size]);
  return size;
}
