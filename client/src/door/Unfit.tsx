/** Instead of the door, where sound and picture cannot work: why, and the link to be opened elsewhere. */
import type { Unfit as Why } from "../ui/browser.ts";
import { Notice } from "../ui/Notice.tsx";
import { words } from "../words/words.ts";
import { CopyLink } from "./CopyLink.tsx";

export function Unfit({ why }: { why: Why }) {
  return (
    <Notice screen="unfit" title={words.app} line={words.unfit[why]}>
      {why !== "insecure" && <CopyLink />}
    </Notice>
  );
}
