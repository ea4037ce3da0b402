/**
 * Writes into docs/SPEC.md the tables that say what the code decides: `node scripts/spec-tables.ts`.
 * Knows the policy and the marks around each table; the text between is the document's own.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ANNA, ILONA, OLGA, PRIYA, TOM, aRoom } from "@balint/shared/session/fixtures";
import { stepsFrom } from "@balint/shared/session/frame";
import {
  type FrameName,
  PHASES,
  type PersonId,
  type Phase,
  type Session,
  Visibility,
  personIn,
} from "@balint/shared/session/model";
import { COMMAND_RIGHTS, type Right, maySee, mediaGrant, presenterNow } from "@balint/shared/session/policy";
import { ROOT } from "./paths.mjs";

export const SPEC_FILE = join(ROOT, "docs", "SPEC.md");

type Column = "leader" | "presenter" | "member" | "observer" | "deputy in the chair";
const WHO: Record<Column, PersonId> = {
  leader: ANNA,
  presenter: ILONA,
  member: TOM,
  observer: OLGA,
  "deputy in the chair": PRIYA,
};
const COLUMNS = Object.keys(WHO) as Column[];

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
const code = (word: string) => `\`${word}\``;

function phasesOf(right: Right): string {
  return right.in === "any" ? "any but `ended`" : right.in.map(code).join(", ");
}

function commandRights(): string {
  const rows = Object.entries(COMMAND_RIGHTS).map(([kind, right]) => [code(kind), right.who, phasesOf(right)]);
  return `${table(["command", "who", "phases"], rows)}\n\n"anyone" is whoever is admitted; "leads" is a leader, or the deputy in the chair; "presenter" is that of the present case.`;
}

/** `null` where there is no such person. */
function microphone(session: Session, column: Column): string | null {
  const id = WHO[column];
  if (column === "presenter" && presenterNow(session) !== id) return null;
  if (mediaGrant(session, id).microphone) return "yes";
  const people = session.people.map((person) => (person.id === id ? { ...person, heard: true } : person));
  return column === "observer" && mediaGrant({ ...session, people }, id).microphone ? "if invited" : "no";
}

/** Everybody of the columns at once: Priya has taken the chair. */
function tableRoom(phase: Phase, frame: FrameName): Session {
  return { ...aRoom(phase, frame).session, deputy: PRIYA, unattended: { chair: PRIYA } };
}

const cellsIn = (phase: Phase, frame: FrameName) =>
  COLUMNS.map((column) => ({ column, cell: microphone(tableRoom(phase, frame), column) }));

/** What is otherwise in the classic frame, found by comparing. */
function classicLine(): string {
  const reached = (phase: Phase) =>
    PHASES.some((from) => from !== phase && stepsFrom(aRoom(from, "classic").session).some(({ to }) => to === phase));
  const missing = PHASES.filter((phase) => !reached(phase));
  const other = PHASES.filter(reached).flatMap((phase) => {
    const usual = cellsIn(phase, "sixty");
    return cellsIn(phase, "classic").flatMap(({ column, cell }, index) =>
      cell === usual[index]?.cell ? [] : [`in ${code(phase)} the ${column}'s microphone: ${cell ?? "nobody"}`],
    );
  });
  return `In the classic frame: ${[...missing.map((phase) => `no ${code(phase)}`), ...other].join("; ")}.`;
}

function microphones(): string {
  const rows = PHASES.map((phase) => [code(phase), ...cellsIn(phase, "sixty").map(({ cell }) => cell ?? "-")]);
  return `${table(["phase", ...COLUMNS], rows)}\n\n${classicLine()}`;
}

/** Who may show their picture, and to whom: the same for all but for a presenter who sits back. */
function cameras(): string {
  const cells = (session: Session, whose: PersonId) => {
    const shown = personIn(session, whose);
    const seenBy = COLUMNS.filter((column) => WHO[column] !== whose).map((column) => {
      const viewer = personIn(session, WHO[column]);
      return viewer !== undefined && shown !== undefined && maySee(session, viewer, shown) ? "yes" : "no";
    });
    return [mediaGrant(session, whose).camera ? "yes" : "no", ...seenBy];
  };
  const sittingBack = Visibility.options.map((visibility) => [
    `the presenter sitting back, ${code(visibility)}`,
    ...cells({ ...tableRoom("discussion", "sixty"), presenter: { person: ILONA, visibility } }, ILONA),
  ]);
  // Everybody else in every phase, as far as they are all alike.
  const others = PHASES.map((phase) => {
    const session = tableRoom(phase, "sixty");
    const each = session.people
      .filter(({ id }) => phase !== "discussion" || id !== ILONA)
      .map(({ id }) => (cells(session, id).every((cell) => cell === "yes") ? "yes" : "no"));
    return { phase, all: new Set(each).size === 1 ? (each[0] ?? "no") : "some" };
  });
  const alike = [...new Set(others.map(({ all }) => all))].map((all) => {
    const phases = others.filter((other) => other.all === all).map(({ phase }) => code(phase));
    return [`anybody else, in ${phases.join(", ")}`, ...["camera", ...COLUMNS.slice(1)].map(() => all)];
  });
  const viewers = COLUMNS.filter((column) => column !== "presenter").map((column) => `seen by ${column}`);
  return table(["whose", "camera", ...viewers], [...sittingBack, ...alike]);
}

const TABLES: Record<string, () => string> = { "command-rights": commandRights, microphones, cameras };

/** The document with every table as the code would have it. @throws when a mark is missing. */
export function withTables(spec: string): string {
  let text = spec;
  for (const [name, make] of Object.entries(TABLES)) {
    const start = `<!-- generated: ${name} -->`;
    const from = text.indexOf(start);
    const to = text.indexOf("<!-- /generated -->", from);
    if (from < 0 || to < 0) throw new Error(`docs/SPEC.md has no place for the table ${name}.`);
    text = `${text.slice(0, from + start.length)}\n\n${make()}\n\n${text.slice(to)}`;
  }
  return text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(SPEC_FILE, withTables(readFileSync(SPEC_FILE, "utf8")));
  process.stdout.write("The tables of docs/SPEC.md are as the code has them.\n");
}
