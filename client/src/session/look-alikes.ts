/**
 * Which names at the door people would take for another's: by how they are drawn, titles aside, in any order of the words,
 * or but one letter off; and which of them say that somebody leads. Pure; knows no screens.
 */
import type { LeadersView, RoomSnapshot, SeatView } from "@balint/shared/session/protocol";
import { skeletonOf } from "./skeleton.ts";
import { bareOf } from "./titles.ts";

/** Shorter names that differ by a letter are mostly two people's. */
const LONG_ENOUGH = 8;

/** Whether one letter put in, left out, or changed makes them the same. */
function isOneOff(one: string, other: string): boolean {
  const [long, short] = one.length < other.length ? [other, one] : [one, other];
  if (long === short || long.length - short.length > 1 || short.length < LONG_ENOUGH) return long === short;
  let at = 0;
  while (at < short.length && long[at] === short[at]) at += 1;
  return long.slice(at + 1) === short.slice(long.length === short.length ? at + 1 : at);
}

const ordered = (words: readonly string[]) => words.map(skeletonOf).toSorted().join("");

export function areAlike(one: string, other: string): boolean {
  const [these, those] = [bareOf(one).words, bareOf(other).words];
  return isOneOff(skeletonOf(these.join("")), skeletonOf(those.join(""))) || ordered(these) === ordered(those);
}

type Guest = LeadersView["door"][number];
/** Somebody whom this guest might be taken for, and where they are. */
export type Alike = { readonly at: "circle"; readonly seat: SeatView } | { readonly at: "door"; readonly guest: Guest };

export function alikesOf(guest: Guest, snapshot: RoomSnapshot): Alike[] {
  const seats = snapshot.seats.filter(({ name }) => areAlike(name, guest.name));
  const guests = (snapshot.leaders?.door ?? []).filter(
    (other) => other.person !== guest.person && areAlike(other.name, guest.name),
  );
  return [
    ...seats.map((seat) => ({ at: "circle" as const, seat })),
    ...guests.map((other) => ({ at: "door" as const, guest: other })),
  ];
}

/** What leaders are called in the languages of the room; those who wait at the door are none. */
const LEADING = `
  leader coleader leaders host cohost moderator moderation facilitator chair organiser organizer organisation admin administrator
  support balintleader groupleader
  leiter leiterin leitung coleitung coleiter coleiterin gruppenleiter gruppenleiterin gruppenleitung moderatorin
  balintleiter balintleiterin balintgruppenleiter balintgruppenleiterin veranstalter veranstalterin
  animateur animatrice coanimateur coanimatrice animation responsable moderateur moderatrice organisateur organisatrice
  lider colider conductor conductora coconductor coordinador coordinadora moderadora facilitador facilitadora anfitrion
  moderador organizador organizadora condutor condutora coordenador coordenadora
  vezeto csoportvezeto tarsvezeto moderatora szervezo
  gastgeber gastgeberin hote hotesse anfitriona anfitriao anfitria hazigazda
  带领者 带领人 协同带领者 同伴带领者 组长 主持人 主持 领导 领导者 管理员 组织者
`;
const LEADS = new Set(LEADING.split(/\s+/u).filter(Boolean).map(skeletonOf));

/** The word in a name that says that somebody leads; `null` = none does. */
export function leadingWordIn(name: string): string | null {
  const words = name.split(/[\s()[\]{}（）【】,，;:/|·•"“”„«»]+/u).filter(Boolean);
  return words.find((word) => LEADS.has(skeletonOf(word))) ?? null;
}
