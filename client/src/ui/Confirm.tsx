/** A native dialog that asks once before something heavy. The way out has the focus. */
import { type ReactNode, useEffect, useId, useRef } from "react";

type CardProps = { title: string; onClose: () => void; children: ReactNode };

/** Open as long as it is rendered; Escape closes it. */
export function DialogCard({ title, onClose, children }: CardProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
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

function focusOn(element: HTMLButtonElement | null) {
  element?.focus();
}

type ConfirmProps = { title: string; line: string; yes: string; no: string; onYes: () => void; onNo: () => void };

export function Confirm({ title, line, yes, no, onYes, onNo }: ConfirmProps) {
  return (
    <DialogCard title={title} onClose={onNo}>
      <p className="soft">{line}</p>
      <div className="row">
        <button type="button" className="button" ref={focusOn} onClick={onNo}>
          {no}
        </button>
        <button type="button" className="button" data-look="plain" onClick={onYes}>
          {yes}
        </button>
      </div>
    </DialogCard>
  );
}
