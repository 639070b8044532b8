// npm run bench -- close [--distributors N] [--orders N] [--json FILE]
// A month is closed as in production: a worker evaluates and posts a commission run while people use the portal.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { approvalsOf, commissionRun } from "../../packages/db/src/index.ts";
import { addDays, type Instant, instant, meadowAndOak, periodOf, type RunId } from "../../packages/domain/src/index.ts";
import { approve } from "../../packages/server/src/approvals/decide-approval.ts";
import type { UserViewer } from "../../packages/server/src/auth/viewer.ts";
import type { Deps } from "../../packages/server/src/deps.ts";
import { postApproved } from "../../packages/server/src/runs/post-approved.ts";
import { requestRun } from "../../packages/server/src/runs/request-run.ts";
import { RUN } from "../../packages/server/src/runs/run-row.ts";
import { startRun } from "../../packages/server/src/runs/start-run.ts";
import { environmentOf, foundCompany, type SmallCompany } from "../faults/company.ts";
import { randomFrom } from "../faults/random.ts";
import { type Process, startWorker } from "../faults/workers.ts";
import { distributorId, fillCompany } from "./lib/close/fill.ts";
import { signedIn, type Visitor, type Visits } from "./lib/close/visits.ts";
import { openPortal } from "./lib/doors.ts";
import { networkOf } from "./lib/engine/network.ts";
import { load, machineOf } from "./lib/machine.ts";

const SEED = 1;
const LOOK_MS = 250;
const QUIET_MS = 15_000;

const { values } = parseArgs({
  options: {
    distributors: { type: "string", default: "100000" },
    orders: { type: "string", default: "300000" },
    json: { type: "string" },
  },
});
const size = { people: count("distributors"), orders: count("orders") };
const say = (line: string) => console.log(line);

function count(name: "distributors" | "orders"): number {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number <= 0) throw new Error(`--${name} is a whole number above 0.`);
  return number;
}

/** The newest month that may be closed by now. */
function monthToClose() {
  const plan = meadowAndOak(3);
  const [cadence] = plan.periods;
  if (!cadence) throw new Error("the plan has months");
  const now = instant(new Date().toISOString());
  let period = periodOf(cadence, now, plan.timeZone);
  const mayClose = (end: Instant) => addDays(end, cadence.cutoffDays, plan.timeZone) <= now;
  while (!mayClose(period.end)) period = periodOf(cadence, instant(Date.parse(period.start) - 1), plan.timeZone);
  return period;
}

const finance = (name: string): UserViewer => ({
  ...{ kind: "user", userId: `usr_${name}`, name, email: `${name}@example.test`, role: "finance" },
  ...{ distributorId: null, secondFactor: false, address: null },
});

type Run = typeof commissionRun.$inferSelect;

/** Waits for a state, and tells each step on the way with how long it took. */
async function until({ db }: Deps, state: Run["state"], steps: Map<string, number>): Promise<Run> {
  let [last, since] = ["", performance.now()];
  for (;;) {
    const [run] = await db.select().from(commissionRun);
    const at = run ? `${run.state}: ${run.step}` : "";
    if (at !== last) {
      const seconds = (performance.now() - since) / 1000;
      if (last !== "") {
        steps.set(last, Math.round(((steps.get(last) ?? 0) + seconds) * 100) / 100);
        say(`  ${last.padEnd(24)} ${seconds.toFixed(1)} s`);
      }
      [last, since] = [at, performance.now()];
    }
    if (run?.failure) throw new Error(`the run failed: ${run.failure}`);
    if (run?.state === state) return run;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** The most memory the process ever had, in MiB; null where the system does not tell. */
function peakMiB({ pid }: Process): number | null {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return peak === undefined ? null : Math.round(Number(peak) / 1024);
  } catch {
    return null;
  }
}

async function close(company: SmallCompany, periodId: string) {
  const { deps } = company;
  const as = (name: string): Deps => ({ ...deps, viewer: finance(name) });
  const steps = new Map<string, number>();
  const began = performance.now();
  const { runId } = await startRun(as("aster"), { periodId });
  const evaluated = await until(deps, "evaluated", steps);
  const evaluateSeconds = (performance.now() - began) / 1000;
  await requestRun(as("aster"), { runId, reason: "Bench of a whole month" });
  const [asked] = await approvalsOf(deps.db, RUN, runId);
  await approve(as("sorrel"), { approvalId: asked?.id as `apr_${string}`, fingerprint: asked?.fingerprint ?? "" });
  const posting = performance.now();
  await postApproved(as("aster"), { runId: runId as RunId });
  await until(deps, "posted", steps);
  const postSeconds = (performance.now() - posting) / 1000;
  const { lineCount, totalMinor } = evaluated;
  return {
    evaluateSeconds,
    postSeconds,
    lines: lineCount,
    totalMinor: String(totalMinor),
    steps: Object.fromEntries(steps),
  };
}

/** What people see meanwhile, where there is a build of the portal. */
async function visited<T>(visitor: Visitor | null, work: Promise<T>): Promise<[T, Visits | null]> {
  return Promise.all([work, visitor ? visitor.visitUntil(work) : null]);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function main() {
  const before = load();
  const period = monthToClose();
  const company = await foundCompany(randomFrom(SEED), 0);
  try {
    say(`${size.people} distributors, ${size.orders} orders in ${period.id}`);
    await fillCompany(company, networkOf("grown", size.people, size.orders, SEED), period);
    const portal = await openPortal(company);
    const visitor = portal ? await signedIn(company, portal, distributorId(Math.floor(size.people / 2))) : null;
    if (!portal) say("There is no production build of the portal, so nobody visits it meanwhile.");
    const [, quiet] = await visited(visitor, pause(QUIET_MS));
    const worker = startWorker(environmentOf(company.url));
    try {
      const [run, during] = await visited(visitor, close(company, period.id));
      const home = quiet && during ? { quiet, during } : null;
      const result = {
        ...{ name: "close", at: new Date().toISOString(), machine: await machineOf(company) },
        ...{ load: { before, after: load() }, ...size, ...run, workerPeakMiB: peakMiB(worker), home },
      };
      if (home) say(`home page: p95 ${home.during.p95Ms} ms while the month is closed, ${home.quiet.p95Ms} ms before`);
      say(JSON.stringify(result));
      if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
    } finally {
      await worker.kill();
      await portal?.process.kill();
    }
  } finally {
    await company.close();
  }
}

await main();
