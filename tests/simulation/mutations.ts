/**
 * Is the simulation worth anything? Plants one fault at a time in a copy of the sources and runs it there: each must
 * be caught. Prints the table of docs/SIMULATION.md. Run: npm run mutations [-- name]
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const RUNS = "1500";
/** A mutant that never comes to rest is caught too. */
const ENOUGH_MS = 45_000;
const COPIED = [
  "package.json",
  "tsconfig.base.json",
  "tests/tsconfig.json",
  "vitest.config.ts",
  "shared",
  "server",
  "tests/package.json",
  "tests/simulation",
  "tests/support",
];

type Mutation = { readonly name: string; readonly file: string; readonly find: string; readonly put: string };

const POLICY = "shared/src/session/policy.ts";
const TRANSITION = "shared/src/session/transition.ts";
const SYNC = "server/src/media/media-sync.ts";
const ROOM = "server/src/session/room.ts";
const ROOMS = "server/src/session/rooms.ts";

const MUTATIONS: readonly Mutation[] = [
  {
    name: "policy forgets the sitting back",
    file: POLICY,
    find: 'if (isSittingBack(session, person.id)) return "sittingBack";',
    put: "",
  },
  {
    name: "policy forgets the pause",
    file: POLICY,
    find: 'if (session.pausedSince !== null) return "paused";',
    put: "",
  },
  { name: "policy forgets the hold", file: POLICY, find: 'if (person.held) return "held";', put: "" },
  {
    name: "hold lost on rejoin",
    file: TRANSITION,
    find: 'changed(session, person.id, { line: { is: "present" } })',
    put: 'changed(session, person.id, { line: { is: "present" }, held: false })',
  },
  {
    name: "seat given again",
    file: TRANSITION,
    find: "seat: person.seat ?? freeSeat(session, outer)",
    put: "seat: freeSeat(session, outer)",
  },
  {
    name: "preconditions ignored: two leaders advance twice",
    file: TRANSITION,
    find: 'if (session.phase !== command.from) return rejected("moved_on");',
    put: 'command = { ...command, from: session.phase, to: stepsFrom(session).find(({ kind }) => kind === "on")?.to ?? command.to };',
  },
  {
    name: "presenter steps out, the case goes on",
    file: TRANSITION,
    find: 'return enter(after, "closing", now, { ...change, presenter: null });',
    put: "return done(after, change);",
  },
  {
    name: "old tokens stay fresh",
    file: TRANSITION,
    find: "losesRights(mediaGrant(before, person.id), mediaGrant(after, person.id))",
    put: "false",
  },
  {
    name: "leaders' matters on every wire",
    file: "shared/src/session/view.ts",
    find: 'person.role === "leader" ? leadersView',
    put: "person.role !== null ? leadersView",
  },
  {
    name: "media server asked once, never again",
    file: SYNC,
    find: 'lane.reached = "unknown";\n      lane.failingSince ??=',
    put: "lane.reached = goal;\n      lane.failingSince ??=",
  },
  {
    name: "two requests in flight for one person",
    file: SYNC,
    find: "(lane) => !lane.busy && lane.retry",
    put: "(lane) => lane.retry",
  },
  {
    name: "a newer goal is dropped while one is under way",
    file: SYNC,
    find: "else lane.goal = goal;",
    put: "else if (!lane.busy) lane.goal = goal;",
  },
  { name: "no sweep", file: SYNC, find: "      void this.sweep();\n    });", put: "    });" },
  {
    name: "strangers are left in",
    file: SYNC,
    find: "if (lane === undefined) void this.#expel(identity);",
    put: "if (lane === undefined) continue;",
  },
  {
    name: "mislabelled sound is taken for honest",
    file: "server/src/media/sfu.ts",
    find: '(track.kind === "audio" && track.source === "microphone") ||',
    put: '(track.kind === "audio") ||',
  },
  {
    name: "told before stored",
    file: ROOM,
    find: "    await this.#ports.store.commit(",
    put: "    this.#state = outcome.state;\n    this.#ports.changed(this);\n    await this.#ports.store.commit(",
  },
  {
    name: "the same command applied twice",
    file: ROOM,
    find: "if (before !== null) return { ok: true, version: before };",
    put: "void before;",
  },
  {
    name: "a failed commit is never looked up",
    file: ROOM,
    find: "const stored = await this.#ports.store.load(this.id);",
    put: "const stored = this.session;",
  },
  {
    name: "after a restart everybody seems present",
    file: ROOMS,
    find: 'await room.execute({ kind: "system", command: { kind: "lines.unknown" } });',
    put: "",
  },
  {
    name: "the media room outlives the session",
    file: ROOMS,
    find: "    this.#closeMedia(room.id);\n",
    put: "",
  },
];

/** A copy in which the workspaces point at each other and not at the originals. */
function copyOfTheTree(): string {
  const copy = mkdtempSync(join(tmpdir(), "balint-mutation-"));
  const skip = /node_modules|dist|output/;
  for (const part of COPIED)
    cpSync(join(ROOT, part), join(copy, part), {
      recursive: true,
      filter: (path) => !skip.test(path.slice(ROOT.length)),
    });
  mkdirSync(join(copy, "node_modules/@balint"), { recursive: true });
  for (const entry of readdirSync(join(ROOT, "node_modules")))
    if (entry !== "@balint") symlinkSync(join(ROOT, "node_modules", entry), join(copy, "node_modules", entry));
  for (const workspace of ["shared", "server"])
    symlinkSync(join(copy, workspace), join(copy, "node_modules/@balint", workspace));
  return copy;
}

function simulate(copy: string): { failed: boolean; said: string; output: string } {
  const { status, signal, stdout, stderr } = spawnSync("npx", ["vitest", "run", "--project", "simulation"], {
    cwd: copy,
    encoding: "utf8",
    timeout: ENOUGH_MS,
    killSignal: "SIGKILL",
    env: { ...process.env, SIMULATION_RUNS: RUNS, NO_COLOR: "1" },
  });
  const said = /seed (\d+): (.+)/.exec(stdout + stderr);
  return {
    failed: status !== 0,
    said: signal !== null ? "it never comes to rest" : said === null ? "" : `seed ${said[1]}: ${said[2]}`,
    output: (stdout + stderr).slice(-2_000),
  };
}

const only = process.argv[2];
const copy = copyOfTheTree();
let missed = 0;
try {
  const sound = simulate(copy);
  if (sound.failed) throw new Error(`the simulation fails without any mutation: ${sound.said || sound.output}`);
  console.log("| planted | caught by |\n| --- | --- |");
  for (const { name, file, find, put } of MUTATIONS.filter((one) => only === undefined || one.name.includes(only))) {
    const path = join(copy, file);
    const source = readFileSync(path, "utf8");
    if (!source.includes(find)) throw new Error(`"${name}" no longer finds its place in ${file}`);
    writeFileSync(path, source.replace(find, put));
    const { failed, said } = simulate(copy);
    writeFileSync(path, source);
    // A run that ends without a seed has broken on something else than a rule.
    if (!failed || said === "") missed += 1;
    console.log(`| ${name} | ${failed ? said || "**it did not run**" : "**missed**"} |`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.exit(missed === 0 ? 0 : 1);
