// npm run bench -- ingest [--seconds N] [--rounds N] [--json FILE]
// How fast webhooks are answered and acted on, beside what the database can do at all. docs/benchmarks.md explains it.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { foundCompany, type SmallCompany } from "../faults/company.ts";
import { randomFrom } from "../faults/random.ts";
import { answersOf, anyEvent, type Door, latencies, openIngress, openPortal } from "./lib/doors.ts";
import { openDrain } from "./lib/drain.ts";
import { load, machineOf } from "./lib/machine.ts";
import { insertsPerSecond, makeProbeTable, pgbenchPerSecond } from "./lib/probes.ts";
import { driftOf, figuresOf, ratiosOf } from "./lib/stats.ts";

const CONNECTIONS = 16;
const LATENCY_PER_SECOND = 100;
const MOST_DRIFT = 0.2;
const WARM_UP = 1_500;
const DRAIN = { rounds: 3, orders: 400 };

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "3" },
    rounds: { type: "string", default: "5" },
    json: { type: "string" },
  },
});
const seconds = Number(values.seconds);
const rounds = Math.max(5, Number(values.rounds));
const say = (line: string) => console.log(line);

type Rows = Record<"inserts" | "pgbench" | "ingress" | "portal" | "ingressCpuMs" | "portalCpuMs", number[]>;

/** The sides take turns, each round in another order, so that a slow minute of the machine meets all of them. */
async function acknowledgements(company: SmallCompany, ingress: Door, portal: Door | null): Promise<Rows> {
  const probe = { seconds, clients: CONNECTIONS, body: anyEvent().body };
  const found: Rows = { inserts: [], pgbench: [], ingress: [], portal: [], ingressCpuMs: [], portalCpuMs: [] };
  const door = (name: "ingress" | "portal", at: Door) => async () => {
    const { perSecond, cpuMs } = await answersOf(at, seconds, CONNECTIONS);
    found[name].push(perSecond);
    if (cpuMs !== null) found[`${name}CpuMs`].push(cpuMs);
  };
  const sides: readonly (() => Promise<void>)[] = [
    async () => void found.inserts.push(await insertsPerSecond(company, probe)),
    door("ingress", ingress),
    ...(portal ? [door("portal", portal)] : []),
    async () => {
      const figure = await pgbenchPerSecond(company, probe);
      if (figure !== null) found.pgbench.push(figure);
    },
  ];
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < sides.length; turn += 1) await sides[(turn + round) % sides.length]?.();
    const last = (["inserts", "pgbench", "ingress", "portal"] as const).map(
      (name) => `${name} ${Math.round(found[name][round] ?? 0) || "not measured"}`,
    );
    say(`  round ${round + 1} of ${rounds}, per second: ${last.join(", ")}`);
  }
  return found;
}

async function warm(doors: readonly Door[]): Promise<void> {
  for (const door of doors) {
    for (let answered = 0; answered < WARM_UP; ) answered += (await answersOf(door, 1, CONNECTIONS)).perSecond;
  }
}

async function doorsSide() {
  const company = await foundCompany(randomFrom(1), 10);
  await makeProbeTable(company);
  const ingress = await openIngress(company);
  const portal = await openPortal(company);
  if (!portal) say("There is no production build of the portal, so its side is not measured. npm run build makes one.");
  try {
    const doors = [ingress, ...(portal ? [portal] : [])];
    say(`warm-up: at least ${WARM_UP} requests to each door`);
    await warm(doors);
    say(`acknowledgements per second, ${CONNECTIONS} connections, ${seconds} s each`);
    const rows = await acknowledgements(company, ingress, portal);
    const door = portal ?? ingress;
    say(`latency of the ${door.name} at ${LATENCY_PER_SECOND} requests per second, arriving by the clock`);
    const latency = { door: door.name, ...(await latencies(door, Math.max(10, seconds * 3), LATENCY_PER_SECOND)) };
    return { rows, latency, machine: await machineOf(company) };
  } finally {
    await ingress.process.stop();
    await portal?.process.stop();
    await company.close();
  }
}

async function workerSide() {
  const company = await foundCompany(randomFrom(1));
  await makeProbeTable(company);
  const drain = await openDrain(company);
  const probe = { seconds: Math.min(seconds, 3), clients: CONNECTIONS, body: anyEvent().body };
  const found = { inserts: [] as number[], placed: [] as number[], paid: [] as number[], paidCpuMs: [] as number[] };
  try {
    say("orders per second by one worker, volumes, lines, ledger and estimates included; the first round warms up");
    await drain.round(DRAIN.orders / 2);
    for (let round = 0; round < DRAIN.rounds; round += 1) {
      found.inserts.push(await insertsPerSecond(company, probe));
      const { placed, paid } = await drain.round(DRAIN.orders);
      found.placed.push(placed.perSecond);
      found.paid.push(paid.perSecond);
      if (paid.cpuMs !== null) found.paidCpuMs.push(paid.cpuMs);
      const said = `placed ${Math.round(placed.perSecond)}, paid ${Math.round(paid.perSecond)}`;
      say(`  round ${round + 1} of ${DRAIN.rounds}, per second: ${said}`);
    }
    return found;
  } finally {
    await drain.stop();
    await company.close();
  }
}

async function main(): Promise<number> {
  const began = Date.now();
  const loadBefore = load();
  const doors = await doorsSide();
  const worker = await workerSide();
  const { rows, latency, machine } = doors;
  const drift = driftOf(figuresOf([...rows.inserts, ...worker.inserts]));
  const isRefused = drift > MOST_DRIFT;
  const ratios = {
    "R3 orders paid / inserts": ratiosOf(worker.paid, worker.inserts),
    "R4 ingress / pgbench": ratiosOf(rows.ingress, rows.pgbench),
    "R4 ingress / inserts of node-postgres": ratiosOf(rows.ingress, rows.inserts),
    "R5 portal / ingress": ratiosOf(rows.portal, rows.ingress),
  };
  const figures = {
    inserts: figuresOf([...rows.inserts, ...worker.inserts]),
    pgbench: figuresOf(rows.pgbench),
    ingress: figuresOf(rows.ingress),
    portal: figuresOf(rows.portal),
    ingressCpuMsEach: figuresOf(rows.ingressCpuMs, 2),
    portalCpuMsEach: figuresOf(rows.portalCpuMs, 2),
    ordersPlaced: figuresOf(worker.placed),
    ordersPaid: figuresOf(worker.paid),
    paidCpuMsEach: figuresOf(worker.paidCpuMs, 2),
  };
  const conditions = {
    connections: CONNECTIONS,
    secondsEach: seconds,
    rounds,
    warmUpRequests: WARM_UP,
    clientsOnSameMachine: true,
  };
  const result = {
    name: "ingest",
    at: new Date().toISOString(),
    machine,
    load: { before: loadBefore, after: load() },
    conditions,
    figures,
    latency,
    drift: Math.round(drift * 1000) / 1000,
    isRefused,
    ratios: isRefused ? null : ratios,
    tookSeconds: Math.round((Date.now() - began) / 1000),
  };
  print(result, ratios);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
  return 0;
}

type Result = {
  readonly figures: object;
  readonly drift: number;
  readonly isRefused: boolean;
  readonly ratios: object | null;
};

function print(result: Result, ratios: object): void {
  const row = ([name, value]: [string, unknown]) => {
    const { median, least, most, rounds: all } = value as ReturnType<typeof figuresOf>;
    return all.length === 0 ? { name, median: "not measured" } : { name, median, least, most };
  };
  console.table(Object.entries(result.figures).map(row));
  if (result.isRefused) {
    say(
      `Refused: the insert probe drifted by ${Math.round(result.drift * 100)} % during the run, more than ${MOST_DRIFT * 100} %.`,
    );
    say(
      "The machine was not calm, so no ratio is stated. The figures above say what happened, not what the product can do.",
    );
  } else console.table(Object.entries(ratios).map(row));
  say(JSON.stringify(result));
}

process.exit(await main());
