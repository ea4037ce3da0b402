/** A whole screen that says one thing: waiting, asked to step out, the end. */
import { type ReactNode, useId } from "react";
import { LanguageChoice } from "./LanguageChoice.tsx";

type Props = { screen: string; title: string; line?: string; children?: ReactNode };

export function Notice({ screen, title, line, children }: Props) {
  const id = useId();
  return (
    <main className="notice" data-screen={screen} aria-busy={screen === "asking"}>
      <LanguageChoice />
      <div className="notice-card stack">
        {/* A new screen is read as its heading gets the focus; what changes on it afterwards, as it changes. */}
        <div key={screen} role="status" className="stack">
          <h1 aria-describedby={line === undefined ? undefined : id}>{title}</h1>
          {line !== undefined && (
            <p id={id} className="soft">
              {line}
            </p>
          )}
        </div>
        {children !== undefined && <div className="row">{children}</div>}
      </div>
    </main>
  );
}
