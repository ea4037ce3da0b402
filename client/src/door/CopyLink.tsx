/** The link of this page, to be opened in another browser. */
import { useState } from "react";
import { words } from "../words/words.ts";

export function CopyLink() {
  const [copied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(location.href);
    setCopied(true);
  }
  return (
    <button type="button" className="button" onClick={() => void copy().catch(() => undefined)}>
      {copied ? words.copied : words.copyLink}
    </button>
  );
}
