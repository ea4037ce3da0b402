/**
 * Are the simulation and the walk through every state worth anything? Plants one fault at a time in a copy of the
 * sources and runs them there: each must be caught. Prints the table of docs/SIMULATION.md.
 * Run: npm run mutations [-- part of a name]
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const RUNS = "1500";
/** A mutant that never comes to rest is caught too. */
const ENOUGH_MS = 300_000;
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

const CHAIR = "shared/src/session/chair.ts";
const DOOR = "server/src/media/door.ts";
const FRAME = "shared/src/session/frame.ts";
const PLACES = "shared/src/session/places.ts";
const POLICY = "shared/src/session/policy.ts";
const TRANSITION = "shared/src/session/transition.ts";
const LANE = "server/src/media/lane.ts";
const SYNC = "server/src/media/media-sync.ts";
const PRESENCE = "server/src/session/presence.ts";
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
    name: "another knock than the leader saw is admitted",
    file: TRANSITION,
    find: 'if (!isAsSeen(person, seen)) return rejected("moved_on");',
    put: "",
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
    find: "leads(session, person) ? leadersView",
    put: "person.role !== null ? leadersView",
  },
  {
    name: "media server asked once, never again",
    file: SYNC,
    find: "      this.#later(lane, RETRY_MS[Math.min(lane.failures, RETRY_MS.length - 1)] ?? RETRY_MS[0]);\n",
    put: "      lane.held = goal;\n",
  },
  {
    name: "two requests in flight for one person",
    file: LANE,
    find: "return !busy && retry === null",
    put: "return retry === null",
  },
  {
    name: "a newer goal is dropped while one is under way",
    file: SYNC,
    find: "else aim(lane, goal);",
    put: "else if (!lane.busy) aim(lane, goal);",
  },
  {
    name: "settled, though a request is still on its way",
    file: LANE,
    find: "return !lane.busy && lane.word === null && sameGoal(wanted(lane), lane.held);",
    put: "return lane.busy || (lane.word === null && sameGoal(wanted(lane), lane.held));",
  },
  {
    name: "not found is taken for done",
    file: SYNC,
    find: "        lane.word = { goal, connection };\n",
    put: '        if (how === "absent") lane.held = goal;\n        else lane.word = { goal, connection };\n',
  },
  {
    name: "done is believed without a look",
    file: SYNC,
    find: "        lane.word = { goal, connection };\n",
    put: '        if (how === "done") lane.held = goal;\n        else lane.word = { goal, connection };\n',
  },
  {
    name: "without a room nobody is looked at",
    file: SYNC,
    find: "const asks = hall !== null || needed;",
    put: "const asks = hall !== null;",
  },
  {
    name: "settled before anybody has looked",
    file: SYNC,
    find: "    this.#unseen = true;\n",
    put: "",
  },
  { name: "no sweep", file: SYNC, find: "      void this.sweep();\n    });", put: "    });" },
  {
    name: "strangers are left in",
    file: SYNC,
    find: "if (!this.#lanes.has(identity)) events.set(this.#laneOf(identity), 0);",
    put: "void identity;",
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
    find: "await this.#askWhoIsHere(room);",
    put: "",
  },
  {
    name: "the media room outlives the session",
    file: ROOMS,
    find: "    this.closeMedia(room.id);\n",
    put: "",
  },
  {
    name: "the chair is not given back",
    file: CHAIR,
    find: "session.unattended === null || led ? null",
    put: "session.unattended === null ? null",
  },
  {
    name: "the deputy reads the leaders' own words",
    file: CHAIR,
    find: 'person.role === "leader" || FOR_THE_CHAIR.has(kind)',
    put: 'person.role === "leader" || kind !== null',
  },
  {
    name: "who is asked to step out stays the deputy",
    file: CHAIR,
    find: "deputy: admitted ? session.deputy : null",
    put: "deputy: session.deputy",
  },
  { name: "anybody takes the chair", file: POLICY, find: "return session.deputy === person.id;", put: "return true;" },
  {
    name: "who presents takes the chair",
    file: TRANSITION,
    find: 'if (presenterNow(session) === by) return rejected("not_allowed");',
    put: "",
  },
  {
    name: "who is in the chair is brought back into their case",
    file: FRAME,
    find: "presenter !== null && presenter.person !== unattended?.chair",
    put: "presenter !== null || unattended === undefined",
  },
  {
    name: "a second presenter, who offered nothing",
    file: TRANSITION,
    find: 'if (!session.offers.includes(command.person) || !isHere(session, command.person)) return rejected("not_offered");',
    put: "",
  },
  {
    name: "one leader commands the other",
    file: TRANSITION,
    find: 'if (person.role === "leader" || person.id === by) return rejected("not_allowed");',
    put: 'if (person.id === by) return rejected("not_allowed");',
  },
  {
    name: "the version does not grow",
    file: TRANSITION,
    find: "version: state.session.version + 1",
    put: "version: state.session.version",
  },
  {
    name: "a veiled presenter is seen by all",
    file: POLICY,
    find: 'return !veiled || viewer.role === "leader" || viewer.id === person.id;',
    put: "return !veiled || viewer.id !== null;",
  },
  {
    name: "places: who left sits down in a circle that is full",
    file: TRANSITION,
    find: '(person.door === "admitted" && !mayComeBack(session, person))',
    put: "(person.door === null && !mayComeBack(session, person))",
  },
  {
    name: "places: a chair that was freed is taken again without a word",
    file: TRANSITION,
    find: 'person.door === "freed" || ',
    put: "",
  },
  {
    name: "places: that of a presenter who left is given away",
    file: PLACES,
    find: '(person.line.is !== "left" || session.presenter?.person === person.id)',
    put: '(person.line.is !== "left" || session.presenter === undefined)',
  },
  {
    name: "places: whoever was refused finds one at a full door",
    file: TRANSITION,
    find: 'before !== undefined && (before.door === "waiting" || before.seat !== null)',
    put: "before !== undefined",
  },
  {
    name: "places: a knock that was not seen is refused with the others",
    file: TRANSITION,
    find: 'person?.door === "waiting" && person.knockedAt === since',
    put: 'person?.door === "waiting" && person.knockedAt >= since',
  },
  {
    name: "places: a chair is freed whose line was lost anew",
    file: TRANSITION,
    find: 'person.line.is === "lost" && person.line.since === since',
    put: 'person.line.is === "lost" && person.line.since >= since',
  },
  {
    name: "places: a presenter's chair is freed during the case",
    file: TRANSITION,
    find: 'person.role !== "leader" && presenterNow(session) !== id && id !== by',
    put: 'person.role !== "leader" && id !== by',
  },
  { name: "no room pauses itself", file: ROOMS, find: "    else this.#heed(live);\n", put: "" },
  {
    name: "a room pauses itself too early",
    file: ROOMS,
    find: "alone + graceMs - live.room.now()",
    put: "alone + graceMs / 2 - live.room.now()",
  },
  {
    name: "a pause that could not be stored is not tried again",
    file: ROOMS,
    find: "this.#heed(live, PAUSE_AGAIN_MS);",
    put: "void PAUSE_AGAIN_MS;",
  },
  {
    name: "a pause is forgotten on a restart",
    file: ROOMS,
    find: "const { room, media } = this.#take(session);",
    put: "const { room, media } = this.#take({ ...session, pausedSince: null, pausedItself: false });",
  },
  {
    name: "nobody is told of a new media room",
    file: SYNC,
    find: '    this.#hall = hall;\n    this.#away = false;\n    this.#ports.changed("hall");',
    put: "    this.#hall = hall;\n    this.#away = false;",
  },
  {
    name: "no media room after the media server has forgotten it",
    file: SYNC,
    find: "const needed = hall === null && (this.#awaited || this.#someone) && !this.#closed;",
    put: 'const needed = hall === "";',
  },
  {
    name: "a media server that is gone is never noticed",
    file: SYNC,
    find: "if (this.#refused >= REFUSED_TIMES) this.gone();",
    put: "",
  },
  {
    name: "a media server that fails is held to be gone",
    file: SYNC,
    find: "cause instanceof SfuGone ? this.#refused + 1 : 0",
    put: "cause instanceof Error ? this.#refused + 1 : 0",
  },
  {
    name: "a media server that answers again stays gone",
    file: SYNC,
    find: "      if (!needed) this.#found(hall);",
    put: "      if (!needed && hall !== null) this.#found(hall);",
  },
  {
    name: "what was mended stays degraded",
    file: LANE,
    find: "isSettled(lane) ? null :",
    put: "isSettled(lane) ? lane.offSince :",
  },
  {
    name: "a lost line is told once, stored or not",
    file: PRESENCE,
    find: 'answer.ok || (answer.code !== "unavailable" && answer.code !== "busy")',
    put: 'answer.ok || answer.code !== "busy"',
  },
  {
    name: "as many commands wait as are sent",
    file: ROOM,
    find: "if (this.#waiting >= MAX_WAITING) return Promise.resolve(busy);",
    put: "",
  },
  {
    name: "dates stay ahead when the clock is set back",
    file: ROOM,
    find: 'await this.execute({ kind: "system", command: { kind: "dates.setBack" } });',
    put: "return;",
  },
  { name: "the door forgets how old a token is", file: DOOR, find: "claims.from < person.freshFrom", put: "false" },
  {
    name: "the door forgets what a token carries",
    file: DOOR,
    find: "return !((claims.rights.microphone && !grant.microphone) || (claims.rights.camera && !grant.camera));",
    put: "return true;",
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

type Caught = { readonly failed: boolean; readonly said: string; readonly output: string };

function run(copy: string, file: string, says: RegExp): Caught {
  const { status, signal, stdout, stderr } = spawnSync("npx", ["vitest", "run", "--project", "simulation", file], {
    cwd: copy,
    encoding: "utf8",
    timeout: ENOUGH_MS,
    killSignal: "SIGKILL",
    env: { ...process.env, SIMULATION_RUNS: RUNS, NO_COLOR: "1" },
  });
  const said = says.exec(stdout + stderr)?.[1] ?? "";
  return {
    failed: status !== 0,
    said: signal !== null ? "it never comes to rest" : said,
    output: (stdout + stderr).slice(-2_000),
  };
}

const simulate = (copy: string) => run(copy, "simulation.test.ts", /(seed \d+: .+)/);
/** The rule that is broken stands before the state that breaks it. */
const walkEveryState = (copy: string) =>
  run(copy, "state-space.test.ts", /(?:broken: |^\s*\+\s+")(.+?): (?:ninety|classic)\|/m);
const NOTHING: Caught = { failed: false, said: "", output: "" };
const cell = ({ failed, said }: Caught) => (failed ? said || "**it did not run**" : "-");

const only = process.argv[2];
const chosen = MUTATIONS.filter(({ name }) => only === undefined || name.includes(only));
const copy = copyOfTheTree();
let missed = 0;
try {
  const sound = simulate(copy);
  if (sound.failed) throw new Error(`the simulation fails without any mutation: ${sound.said || sound.output}`);
  const walked = walkEveryState(copy);
  if (walked.failed) throw new Error(`the walk fails without any mutation: ${walked.said || walked.output}`);
  console.log("| planted | caught by the simulation | by the walk |\n| --- | --- | --- |");
  for (const { name, file, find, put } of chosen) {
    const path = join(copy, file);
    const source = readFileSync(path, "utf8");
    if (!source.includes(find)) throw new Error(`"${name}" no longer finds its place in ${file}`);
    writeFileSync(path, source.replace(find, put));
    const simulated = simulate(copy);
    const walked = file.startsWith("shared/") ? walkEveryState(copy) : NOTHING;
    writeFileSync(path, source);
    // A run that ends without a word has broken on something else than a rule.
    const words = [simulated, walked].filter(({ failed }) => failed).map(({ said }) => said);
    if (words.length === 0 || words.includes("")) missed += 1;
    console.log(`| ${name} | ${cell(simulated)} | ${cell(walked)} |`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.exit(missed === 0 ? 0 : 1);
