/** Instead of the door, where sound and picture cannot work: why, and the link to be opened elsewhere. */
import { useState } from "react";
import type { Unfit as Why } from "../ui/browser.ts";
import { Notice } from "../ui/Notice.tsx";
import { words } from "../words/words.ts";

export function Unfit({ why }: { why: Why }) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(location.href);
    setCopied(true);
  }
  return (
    <Notice screen="unfit" title={words.app} line={words.unfit[why]}>
      {why !== "insecure" && (
        <button type="button" className="button" onClick={() => void copy().catch(() => undefined)}>
          {copied ? words.copied : words.copyLink}
        </button>
      )}
    </Notice>
  );
}
