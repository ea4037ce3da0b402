/** A whole screen that says one thing: waiting, asked to step out, the end. */
import type { ReactNode } from "react";
import { LanguageChoice } from "./LanguageChoice.tsx";

type Props = { screen: string; title: string; line?: string; children?: ReactNode };

export function Notice({ screen, title, line, children }: Props) {
  return (
    <main className="notice" data-screen={screen}>
      <LanguageChoice />
      <div className="notice-card stack">
        <div role="status" className="stack">
          <h1>{title}</h1>
          {line !== undefined && <p className="soft">{line}</p>}
        </div>
        {children !== undefined && <div className="row">{children}</div>}
      </div>
    </main>
  );
}
