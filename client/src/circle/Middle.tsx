/** The words in the middle of the circle, as large as the room between the faces lets them be. */
import { useLayoutEffect, useRef } from "react";
import { fitWords } from "./fit.ts";
import type { Layout } from "./layout.ts";

export type MiddleWords = {
  readonly title: string;
  readonly line: string | null;
  /** A leader's word to the whole circle. */
  readonly card: string | null;
  /** Where the viewer's own place is, for whoever may wonder. */
  readonly own: string | null;
};

type Props = { says: MiddleWords; at: Layout["centre"]; rem: number };

export function Middle({ says, at, rem }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const { x, y, width, height } = at;
  const { title, line, card, own } = says;
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const most = Math.min(1.9 * rem, Math.max(1.0625 * rem, Math.min(width / 18, height / 7)));
    const fit = () => fitWords(current, height, most, 0.6 * rem);
    fit();
    let here = true;
    void document.fonts.ready.then(() => here && fit());
    return () => {
      here = false;
    };
  }, [width, height, rem, title, line, card, own]);
  return (
    <div ref={element} className="centre" style={{ left: x, top: y, width }}>
      <h1>{title}</h1>
      {line !== null && <p>{line}</p>}
      {card !== null && <p className="card-word">{card}</p>}
      {own !== null && <p className="own-place">{own}</p>}
    </div>
  );
}
