/**
 * Who this page is, kept with its entry in the browser's history: it outlives a reload, a tab made double and a
 * browser restored, and another link opened in the same tab does not inherit it. Knows no cookie and no link.
 */
import { PersonId } from "@balint/shared/session/model";

export function keptPerson(): PersonId | undefined {
  const kept: unknown = history.state;
  if (typeof kept !== "object" || kept === null || !("person" in kept)) return undefined;
  return PersonId.safeParse(kept.person).data;
}

export function keepPerson(person: PersonId): void {
  history.replaceState({ person }, "");
}
