/** A native dialog that asks once before something heavy. The way out has the focus. */
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";

type CardProps = { title: string; onClose: () => void; children: ReactNode };

/** Open as long as it is rendered; Escape closes it. Whatever carries `data-first` has the focus, else the first. */
export function DialogCard({ title, onClose, children }: CardProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // Closed before it goes, so that the browser gives the focus back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className="card" aria-labelledby={heading} onClose={onClose}>
      <div className="stack">
        <h2 id={heading}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}

type ConfirmProps = { title: string; line: string; yes: string; no: string; onYes: () => void; onNo: () => void };

export function Confirm({ title, line, yes, no, onYes, onNo }: ConfirmProps) {
  return (
    <DialogCard title={title} onClose={onNo}>
      <p className="soft">{line}</p>
      <div className="row">
        <button type="button" className="button" data-first onClick={onNo}>
          {no}
        </button>
        <button type="button" className="button" data-look="plain" onClick={onYes}>
          {yes}
        </button>
      </div>
    </DialogCard>
  );
}
