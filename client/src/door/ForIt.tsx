/** For the hospital's IT: what to open, and nothing else; to be copied by whoever is at the screen. */
import { useState } from "react";
import type { Tried } from "../session/line-trial.ts";
import { words } from "../words/words.ts";

function lineFor(tried: Tried | null): string | null {
  if (tried?.at !== "known" || tried.report.reached === "media") return null;
  const { hostname, port, protocol } = location;
  const wire = words.line.wire(hostname, Number(port) || (protocol === "https:" ? 443 : 80));
  const ways = tried.report.reached === "meeting" ? tried.report.ways : [];
  const media = new Set(ways.map((way) => words.line.media(way.address, way.protocol, way.port)));
  return words.line.forIt(hostname, [wire, ...media]);
}

export function ForIt({ tried }: { tried: Tried | null }) {
  const [copied, setCopied] = useState(false);
  const line = lineFor(tried);
  if (line === null) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(line);
    setCopied(true);
  };
  return (
    <>
      <p className="for-it small">{line}</p>
      <button
        type="button"
        className="button"
        data-look="small"
        onClick={() => void copy().catch(() => setCopied(false))}
      >
        {copied ? words.copied : words.line.copy}
      </button>
    </>
  );
}
