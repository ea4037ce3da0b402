/** One meeting with its links, whole addresses ready to send. */
import type { SessionLinks } from "@balint/shared/rest";
import { useState } from "react";
import { language, words } from "../words/words.ts";

function LinkRow({ label, path, meeting }: { label: string; path: string; meeting: string }) {
  const [copied, setCopied] = useState(false);
  const address = new URL(path, location.origin).href;
  async function copy() {
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    } catch {
      // The address stands in the field beside it, to be copied by hand.
      setCopied(false);
    }
  }
  return (
    <li className="link-row">
      <label className="field">
        {label}
        <input readOnly value={address} onFocus={(event) => event.target.select()} />
      </label>
      <button
        type="button"
        className="button"
        aria-label={words.organise.copyName(label, meeting)}
        onClick={() => void copy()}
      >
        <span role="status">{copied ? words.organise.copied : words.organise.copy}</span>
      </button>
    </li>
  );
}

export function MeetingCard({ session }: { session: SessionLinks }) {
  const made = new Date(session.createdAt).toLocaleDateString(language(), {
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  return (
    <li className="panel stack" data-session={session.id}>
      <div>
        <h2>{session.name}</h2>
        <p className="soft">
          {words.frame[session.frame]}, {words.organise.made(made)}
          {session.ended && `, ${words.organise.endedOn}`}
        </p>
      </div>
      {!session.ended && (
        <ul className="stack">
          {session.leaderLinks.map((path, index) => (
            <LinkRow
              key={path}
              label={words.organise.leaderLink(index + 1, session.leaderLinks.length)}
              path={path}
              meeting={session.name}
            />
          ))}
          <LinkRow label={words.organise.invitation} path={session.invitationLink} meeting={session.name} />
        </ul>
      )}
    </li>
  );
}
