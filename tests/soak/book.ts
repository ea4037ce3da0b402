/** What all who walk in the soak have sent, heard and seen, and what of it was wrong. Knows no wire. */
import type { Answer } from "@balint/shared/session/protocol";

export class Book {
  sent = 0;
  answered = 0;
  accepted = 0;
  /** The line went before the answer came; sent again under the same id on the next. */
  resent = 0;
  /** Of them those that had been applied when the server was killed, and were answered so. */
  givenAgain = 0;
  rubbish = 0;
  drops = 0;
  silences = 0;
  doubles = 0;
  snapshots = 0;
  readonly lost: string[] = [];
  readonly wrong: string[] = [];
  /** Of each session that has not been ended: which command was told to be applied, by which version, if that was told. */
  readonly #told = new Map<string, Map<string, number | null>>();
  /** What was stored at a death. */
  readonly #stored = new Map<string, number>();

  hears(session: string, id: string, answer: Answer): void {
    this.answered += 1;
    const stored = this.#stored.get(id);
    if (answer.ok) {
      this.accepted += 1;
      const told = this.#told.get(session) ?? new Map<string, number | null>();
      const before = told.get(id) ?? stored ?? null;
      if (before !== null && answer.version !== null && before !== answer.version)
        this.wrong.push(`a command was applied by version ${before} and by ${answer.version}`);
      this.#told.set(session, told.set(id, answer.version));
    } else if (stored !== undefined && !["busy", "too_fast", "unavailable"].includes(answer.code))
      this.wrong.push(`a command that was applied was answered ${answer.code}`);
    if (stored === undefined) return;
    this.givenAgain += 1;
    this.#stored.delete(id);
  }

  /** It is about to be ended, and what was given is deleted then. */
  ends(session: string): void {
    this.#told.delete(session);
  }

  /** The server was killed, and had stored this. */
  died(given: ReadonlyMap<string, number>): void {
    for (const told of this.#told.values())
      for (const [id, version] of told)
        if (version === null ? !given.has(id) : given.get(id) !== version)
          this.wrong.push(`version ${version ?? "of a member"} was told and is not stored`);
    for (const [id, version] of given) this.#stored.set(id, version);
  }
}
