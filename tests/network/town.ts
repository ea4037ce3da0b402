/**
 * A small network for tests: one address for the server, and for each person a home, which is a network namespace
 * with a line of its own that can be cut, thinned out or changed. Knows `ip` and `nft`; nothing of rooms or browsers.
 */
import { spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../../server/src/media/embedded-sfu.ts";

/** So that whoever comes after a killed test finds what it left. */
const PREFIX = "bln";

function run(command: string, args: readonly string[], input?: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8", input });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr.trim()}\n${input ?? ""}`);
  return stdout;
}

const ip = (line: string) => run("ip", line.split(" "));

/** Everything of a process has its number in its name. */
function removeLeftovers(): void {
  const dead = (name: string) => name.startsWith(PREFIX) && !isAlive(Number(/\d+/.exec(name)?.[0]));
  const named = (list: string) => list.split("\n").map((line) => line.split(/[ :]+/)[0] ?? "");
  for (const name of named(ip("netns list"))) if (dead(name)) ip(`netns del ${name}`);
  for (const name of named(ip("-br link show type bridge"))) if (dead(name)) ip(`link del ${name}`);
}

/** Why there can be no such network here; `null` where it can. */
export function whyNoTown(): string | null {
  if (process.getuid?.() !== 0) return "network namespaces need root";
  for (const tool of ["ip", "nft"])
    if (spawnSync(tool, ["-V"]).error !== undefined) return `\`${tool}\` is missing (Debian: iproute2, nftables)`;
  const name = `${PREFIX}${process.pid}try`;
  try {
    ip(`netns add ${name}`);
    run("ip", ["netns", "exec", name, "nft", "-f", "-"], ruleset({ filter: ["udp dport 9 drop"] }));
    return null;
  } catch (cause) {
    return `this machine allows none: ${String(cause).split("\n")[0]}`;
  } finally {
    spawnSync("ip", ["netns", "del", name]);
  }
}

export type Rules = {
  /** Rules for packets in either direction, such as `udp dport 9 drop`. */
  readonly filter?: readonly string[];
  /** Where new connections are led instead. */
  readonly nat?: readonly string[];
};

function ruleset({ filter = [], nat = [] }: Rules): string {
  const chain = (name: string, hook: string, rules: readonly string[]) =>
    `chain ${name} {\n type ${hook};\n ${rules.join("\n ")}\n}\n`;
  return [
    "table ip faults\ndelete table ip faults\ntable ip faults {\n",
    chain("nat", "nat hook output priority -100", nat),
    chain("out", "filter hook output priority 0", filter),
    chain("in", "filter hook input priority 0", filter),
    "}\n",
  ].join("");
}

/** Everything is swallowed, as by a dead radio cell: no end of the line is told. */
const EVERYTHING = "ip saddr != 127.0.0.1 drop";

type Street = { readonly bridge: string; readonly net: string };

export class Home {
  readonly namespace: string;
  /** Runs the program of `inHome` inside. */
  readonly #folder: string;
  readonly #number: number;
  readonly #street: Street;
  #line = 0;
  #rules: Rules = {};

  constructor(street: Street, number: number) {
    this.namespace = `${street.bridge}n${number}`;
    this.#street = street;
    this.#number = number;
    this.#folder = mkdtempSync(join(tmpdir(), "balint-home-"));
    ip(`netns add ${this.namespace}`);
    ip(`-n ${this.namespace} link set lo up`);
    this.#connect(1);
  }

  /** Another line with another address, which carries everything from now on. */
  #connect(line: number): void {
    const { bridge, net } = this.#street;
    const there = `${bridge}n${this.#number}l${line}`;
    ip(`link add ${there} type veth peer name line${line} netns ${this.namespace}`);
    ip(`link set ${there} master ${bridge} up`);
    ip(`-n ${this.namespace} addr add ${net}.${line}.${this.#number}/16 dev line${line} metric ${100 - line}`);
    ip(`-n ${this.namespace} link set line${line} up`);
    this.#line = line;
  }

  /** A program that runs `program` in this home, for whoever starts programs by one path. */
  inHome(program: string): string {
    const path = join(this.#folder, "in-home");
    writeFileSync(path, `#!/bin/sh\nexec ip netns exec ${this.namespace} ${program} "$@"\n`);
    chmodSync(path, 0o700);
    return path;
  }

  rules(rules: Rules): void {
    this.#rules = rules;
    this.#load(rules);
  }

  #load(rules: Rules): void {
    run("ip", ["netns", "exec", this.namespace, "nft", "-f", "-"], ruleset(rules));
  }

  /** How many packets the rules with a `counter` have met. */
  met(): number {
    const said = run("ip", ["netns", "exec", this.namespace, "nft", "list", "table", "ip", "faults"]);
    return [...said.matchAll(/counter packets (\d+)/g)].reduce((sum, [, packets]) => sum + Number(packets), 0);
  }

  /** Nothing comes through any more, and nobody is told. */
  cut(): void {
    this.#load({ ...this.#rules, filter: [EVERYTHING] });
  }

  mend(): void {
    this.#load(this.#rules);
  }

  /** The plug is pulled: the machine itself sees that there is no line. */
  unplug(): void {
    ip(`-n ${this.namespace} link set line${this.#line} down`);
  }

  plugIn(): void {
    ip(`-n ${this.namespace} link set line${this.#line} up`);
  }

  /** From Wi-Fi to mobile: another line with another address, then the first one is gone. */
  roam(): void {
    const old = this.#line;
    this.#connect(old + 1);
    ip(`-n ${this.namespace} link del line${old}`);
  }

  remove(): void {
    // The namespace takes its ends of the lines along, and those take the others.
    spawnSync("ip", ["netns", "del", this.namespace]);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export type Town = {
  /** Where the server listens; every home reaches it. */
  readonly server: string;
  readonly home: () => Home;
  readonly close: () => void;
};

export function buildTown(): Town {
  removeLeftovers();
  const street: Street = { bridge: `${PREFIX}${process.pid}`, net: `10.${randomInt(64, 250)}` };
  const server = `${street.net}.0.1`;
  const homes: Home[] = [];
  const close = () => {
    process.off("exit", close);
    for (const home of homes) home.remove();
    spawnSync("ip", ["link", "del", street.bridge]);
  };
  process.once("exit", close);
  ip(`link add ${street.bridge} type bridge`);
  ip(`addr add ${server}/16 dev ${street.bridge}`);
  ip(`link set ${street.bridge} up`);
  return {
    server,
    home() {
      const home = new Home(street, homes.length + 1);
      homes.push(home);
      return home;
    },
    close,
  };
}
