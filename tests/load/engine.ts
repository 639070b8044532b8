// npm run bench -- engine [--distributors N --orders N] [--shape grown|chain] [--rounds N] [--no-sql] [--json FILE]
// A whole run of a month beside the bare COPY of its rows, and beside the same plan in SQL. docs/benchmarks.md explains it.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import pg from "pg";
import { copyOut } from "../../packages/db/src/index.ts";
import { runSql, type SqlWay, sumsOf } from "./lib/engine/by-sql.ts";
import { type Network, networkOf, type Shape } from "./lib/engine/network.ts";
import { emptyLines, fillTables } from "./lib/engine/tables.ts";
import { load, machineOfDatabase } from "./lib/machine.ts";
import { driftOf, type Figures, figuresOf, ratiosOf } from "./lib/stats.ts";

const MOST_DRIFT = 0.2;
const SEED = 1;
/** Beyond this many people one recursive query makes more rows than a disk should hold, and rounds are few. */
const MOST_FOR_ALL = 200_000;
const FEW_ROUNDS = 3;

const { values } = parseArgs({
  options: {
    distributors: { type: "string" },
    orders: { type: "string" },
    shape: { type: "string", default: "grown" },
    rounds: { type: "string", default: "5" },
    sql: { type: "boolean", default: true },
    json: { type: "string" },
  },
  allowNegative: true,
});
const rounds = Math.max(1, Number(values.rounds));
const say = (line: string) => console.log(line);

interface Size {
  readonly shape: Shape;
  readonly people: number;
  readonly orders: number;
}

/** What one process did and how long it took. */
interface Run {
  readonly seconds: number;
  readonly peakMiB: number;
  readonly steps: Readonly<Record<string, number>>;
  readonly lines?: number;
  readonly gv?: string;
  readonly ranks?: string;
}

const ALL: readonly Size[] = [
  { shape: "grown", people: 10_000, orders: 50_000 },
  { shape: "grown", people: 100_000, orders: 500_000 },
  { shape: "grown", people: 1_000_000, orders: 5_000_000 },
  { shape: "chain", people: 100_000, orders: 500_000 },
];

function sizes(): readonly Size[] {
  if (values.distributors === undefined) return ALL;
  const people = Number(values.distributors);
  const orders = Number(values.orders ?? people * 5);
  const isCount = (count: number) => Number.isSafeInteger(count) && count > 0;
  if (!isCount(people) || !isCount(orders)) throw new Error("--distributors and --orders are whole numbers above 0.");
  return [{ shape: values.shape === "chain" ? "chain" : "grown", people, orders }];
}

async function run(...args: readonly string[]): Promise<Run> {
  const script = join(import.meta.dirname, "lib", "engine", "run.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], { maxBuffer: 2 ** 24 });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Run;
}

/** Equality first: who computes something else is not timed. */
async function sameResults(client: pg.Client, full: Run, way: SqlWay): Promise<void> {
  await emptyLines(client, "bench_line_sql");
  const { gv, ranks } = await runSql(client, way);
  const [ours, theirs] = [await sumsOf(client, "bench_line"), await sumsOf(client, "bench_line_sql")];
  const [one, other] = [`${full.gv} | ${full.ranks} | ${ours}`, `${gv} | ${ranks} | ${theirs}`];
  if (one !== other) throw new Error(`The engine and SQL (${way}) differ, so no time is stated.\n  ${one}\n  ${other}`);
}

/** A chain is left out of SQL: its levels are as many as its people. */
const waysOf = ({ shape, people }: Size): readonly SqlWay[] => {
  if (!values.sql || shape === "chain") return [];
  return people > MOST_FOR_ALL ? ["byLevel"] : ["byLevel", "recursive"];
};

async function measure(client: pg.Client, size: Size, file: string) {
  const network = networkOf(size.shape, size.people, size.orders, SEED);
  say(`${size.shape}, ${size.people} people, ${size.orders} orders, seed ${SEED}, sha256 ${network.hash.slice(0, 16)}`);
  await fillTables(client, network);
  const full = await run("full");
  await toFile(client, file);
  for (const way of waysOf(size)) await sameResults(client, full, way);
  const found = { full: [] as Run[], copy: [] as Run[], byLevel: [] as number[], recursive: [] as number[] };
  const sides: readonly (() => Promise<unknown>)[] = [
    async () => found.copy.push(await run("copy", file)),
    async () => found.full.push(await run("full")),
    ...waysOf(size).map((way) => async () => {
      await emptyLines(client, "bench_line_sql");
      found[way].push((await runSql(client, way)).seconds);
    }),
  ];
  const planned = size.people > MOST_FOR_ALL ? Math.min(rounds, FEW_ROUNDS) : rounds;
  for (let round = 0; round < planned; round += 1) {
    for (let turn = 0; turn < sides.length; turn += 1) await sides[(turn + round) % sides.length]?.();
    const [one, bare] = [found.full[round], found.copy[round]];
    const sql = waysOf(size).map((way) => `, SQL ${way} ${found[way][round]?.toFixed(2)}`);
    say(
      `  round ${round + 1} of ${planned}, seconds: run ${one?.seconds.toFixed(2)}, bare COPY ${bare?.seconds.toFixed(2)}${sql.join("")}`,
    );
  }
  return resultOf(network, full, found);
}

/** The lines once more, for the bare COPY in. */
async function toFile(client: pg.Client, file: string): Promise<void> {
  const parts: Buffer[] = [];
  writeFileSync(file, "");
  const flush = () => writeFileSync(file, Buffer.concat(parts.splice(0)), { flag: "a" });
  await copyOut(client, "select * from bench_line", (bytes, from, to) => {
    parts.push(Buffer.from(bytes.subarray(from, to)));
    if (parts.length >= 100_000) flush();
  });
  flush();
}

function resultOf(
  network: Network,
  first: Run,
  found: { full: Run[]; copy: Run[]; byLevel: number[]; recursive: number[] },
) {
  const seconds = (runs: readonly Run[]) => runs.map((one) => one.seconds);
  const [full, copy] = [seconds(found.full), seconds(found.copy)];
  const steps = [...stepsOf("run", found.full), ...stepsOf("bareCopy", found.copy)];
  const limit = figuresOf(copy, 3);
  const drift = driftOf(limit);
  const ratios = {
    "R1 run / bare COPY": ratiosOf(full, copy),
    "R2 SQL by level / run": ratiosOf(found.byLevel, full),
    "R2 recursive SQL / run": ratiosOf(found.recursive, full),
  };
  const { name, people, orders, hash } = network;
  return {
    network: { shape: name, people, orders, seed: SEED, sha256: hash },
    lines: first.lines ?? 0,
    seconds: {
      run: figuresOf(full, 3),
      bareCopy: limit,
      ...measured({ sqlByLevel: figuresOf(found.byLevel, 3), sqlRecursive: figuresOf(found.recursive, 3) }),
    },
    steps: Object.fromEntries(steps),
    peakMiB: figuresOf(found.full.map((one) => one.peakMiB)),
    drift: Math.round(drift * 1000) / 1000,
    isRefused: drift > MOST_DRIFT,
    ratios: drift > MOST_DRIFT ? null : measured(ratios),
  };
}

/** Without what had no round at this size. */
function measured(figures: Readonly<Record<string, Figures>>): Readonly<Record<string, Figures>> {
  return Object.fromEntries(Object.entries(figures).filter(([, { rounds: all }]) => all.length > 0));
}

/** The parts of one side's time, medians of the rounds. */
function stepsOf(side: string, runs: readonly Run[]): [string, Figures][] {
  return Object.keys(runs[0]?.steps ?? {}).map((step) => [
    `${side}: ${step}`,
    figuresOf(
      runs.map((one) => one.steps[step] ?? 0),
      3,
    ),
  ]);
}

type Result = Awaited<ReturnType<typeof measure>>;

/** How the time of a run grows with the company, against the smallest one: 1 is linear. */
function growthOf(results: readonly Result[]): Record<string, number> {
  const grown = results.filter(({ network }) => network.shape === "grown");
  const [smallest] = grown;
  if (!smallest) return {};
  return Object.fromEntries(
    grown.slice(1).map(({ network, seconds }) => {
      const times = network.people / smallest.network.people;
      return [
        `R7 ${smallest.network.people} to ${network.people}`,
        Math.round((seconds.run.median / smallest.seconds.run.median / times) * 1000) / 1000,
      ];
    }),
  );
}

function print({ network, seconds, steps, peakMiB, ratios, drift }: Result): void {
  const row = ([name, { median, least, most }]: [string, Figures]) => ({ name, median, least, most });
  say(`${network.shape}, ${network.people} people`);
  console.table([...Object.entries({ ...seconds, ...steps, peakMiB }), ...Object.entries(ratios ?? {})].map(row));
  if (ratios) return;
  say(`No ratio is stated: the bare COPY drifted by ${Math.round(drift * 100)} %, more than ${MOST_DRIFT * 100} %.`);
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "upline-lines-"));
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  try {
    const before = load();
    const results: Result[] = [];
    for (const size of sizes()) {
      const result = await measure(client, size, join(folder, "lines"));
      print(result);
      results.push(result);
    }
    const machine = await machineOfDatabase(client);
    const growth = growthOf(results);
    const whole = {
      name: "engine",
      at: new Date().toISOString(),
      machine,
      load: { before, after: load() },
      rounds,
      growth,
      results,
    };
    say(JSON.stringify(whole));
    if (values.json) writeFileSync(values.json, `${JSON.stringify(whole, null, 2)}\n`);
  } finally {
    await client.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
