/**
 * Links as they arrive: with a slash at their end, in capitals, with `%23` for `#`, with what a letter, a mail program or
 * a tracker puts behind them. Knows what a link of ours is made of, and no page; server and client read them alike.
 */
import { SessionId } from "./session/model.ts";

export type Place =
  | { readonly at: "welcome" }
  | { readonly at: "organise"; readonly key: string }
  | { readonly at: "meeting"; readonly session: SessionId; readonly key: string }
  | { readonly at: "nowhere" };

/** The three parts of an address as a browser names them. The server never sees the last. */
export type Written = { readonly pathname: string; readonly search?: string; readonly hash?: string };

/** Every key has as many letters, so that what follows it is known not to be of it. */
export const KEY_LENGTH = 32;

const START = /^\/*(?:index\.html?)?$/i;
const ORGANISE = /^\/+organi[sz]e(?![a-z0-9])/i;
const MEETING = /^\/+s\/+([a-z0-9]{16})(?![a-z0-9])/i;
const MOST_LAYERS = 3;
/** The sign before a key as letters that are copied raw write it, and as a page does. */
const SIGN = /^\/*(?:=23|[&#](?:#?(?:35|x23)|num);)/i;
/** What word processors and telephones make of a hyphen. */
const DASHES = /[\u2010-\u2015\u2212]/g;

/** Written with percent signs once, or again by each program on the way; what makes no sense stays as it is. */
function decoded(text: string): string {
  let last = text;
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    const next = last.replaceAll(/(?:%[0-9a-f]{2})+/gi, (some) => {
      try {
        return decodeURIComponent(some);
      } catch {
        return some;
      }
    });
    if (next === last) break;
    last = next;
  }
  // Lines are broken anywhere, and some programs put invisible signs where they may be.
  return last.normalize("NFKC").replaceAll(/[\s\p{Cc}\p{Cf}]/gu, "");
}

/** Raw letters break a line with `=`, and others put a backslash before `_`: neither is of a key. */
const keyIn = (text: string) =>
  (/[A-Za-z0-9_-]+/.exec(text.replace(SIGN, "").replaceAll(/[=\\]/g, "").replaceAll(DASHES, "-"))?.[0] ?? "").slice(
    0,
    KEY_LENGTH,
  );

function keyOf(behind: string, search: string, hash: string): string {
  const [fragment, inPath, inSearch] = [keyIn(hash), behind.split("#")[1], search.split("#")[1]];
  if (fragment !== "") return fragment;
  if (inPath !== undefined) return keyIn(inPath);
  if (inSearch !== undefined) return keyIn(inSearch);
  // A slash for the sign that stands before a key; a whole key can be nothing else.
  const key = keyIn(behind);
  return key.length === KEY_LENGTH ? key : "";
}

export function readLink({ pathname, search = "", hash = "" }: Written): Place {
  const path = decoded(pathname).replaceAll(/=(?!23)/g, "");
  if (START.test(path)) return { at: "welcome" };
  const [organise, meeting] = [ORGANISE.exec(path)?.[0], MEETING.exec(path)];
  const behind = path.slice((organise ?? meeting?.[0] ?? "").length).replace(SIGN, "#");
  const key = keyOf(behind, decoded(search), decoded(hash));
  if (organise !== undefined) return { at: "organise", key };
  const session = SessionId.safeParse(meeting?.[1]?.toLowerCase());
  return session.success ? { at: "meeting", session: session.data, key } : { at: "nowhere" };
}

/** As we write it ourselves. */
export function linkTo(place: Exclude<Place, { at: "nowhere" }>): string {
  if (place.at === "welcome") return "/";
  const fragment = place.key === "" ? "" : `#${place.key}`;
  return place.at === "organise" ? `/organise${fragment}` : `/s/${place.session}${fragment}`;
}
