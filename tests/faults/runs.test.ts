import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { instant } from "../../packages/domain/src/index.ts";
import { confirmed, enrol, place, told } from "../../packages/server/src/commissions/testing/world.ts";
import type { Deps } from "../../packages/server/src/deps.ts";
import { reconcile } from "../../packages/server/src/ledger/reconcile.ts";
import { environmentOf, foundCompany, type SmallCompany } from "./company.ts";
import { dyingAt } from "./dying.ts";
import { randomFrom } from "./random.ts";
import { carryOut, RUN_STEPS, type RunStep } from "./run-steps.ts";

const CHILD = fileURLToPath(new URL("./run-child.ts", import.meta.url));
const PEOPLE = 8;

const POINTS = RUN_STEPS.flatMap(({ step, transactions }) =>
  Array.from({ length: transactions }, (_, n) =>
    [`before:${n + 1}`, `after:${n + 1}`].map((point) => ({ step, point })),
  ),
).flat();
const STEPS = RUN_STEPS.map(({ step }) => step);

let company: SmallCompany;
beforeEach(async () => {
  company = await foundCompany(randomFrom(1), 0);
  const now = instant("2026-03-20T12:00:00Z");
  const deps: Deps = { ...company.deps, clock: { now: () => now, wall: () => now } };
  for (let n = 0; n < PEOPLE; n += 1) {
    const name = `P${n}`;
    await enrol(deps, name, n === 0 ? null : `P${Math.floor((n - 1) / 2)}`, `2025-02-0${n + 1}T12:00:00Z`);
    const at = `2026-03-0${n + 1}T10:00:00Z`;
    await place(deps, { ref: `own-${n}`, seller: name, sku: "PACK", isOwn: true, at });
    await told(deps, `own-${n}`, [confirmed(14_999n, at)]);
    await place(deps, { ref: `sold-${n}`, seller: name, at });
    await told(deps, `sold-${n}`, [confirmed(6_300n, at)]);
  }
});
afterEach(() => company.close());

/** Carries out a step in a process of its own that kills itself at the point. @returns the signal that ended it */
async function killedAt(step: RunStep, point: string): Promise<string | null> {
  const env = { PATH: process.env.PATH ?? "", ...environmentOf(company.url), LOG_LEVEL: "silent" };
  const child = spawn(process.execPath, [CHILD, step, point], { env, stdio: "inherit" });
  const [, signal] = (await once(child, "exit")) as [number | null, string | null];
  return signal;
}

const RESULT = `
  select (select jsonb_object_agg(state, n) from (select state, count(*) as n from commission_run group by 1) s) as runs,
    (select count(*)::int from period where status = 'closed') as closed, (select count(*)::int from closed_result) as results,
    (select string_agg(l.bonus_id || ' ' || r.external_id || ' ' || l.level || ' ' || l.amount_minor, ', '
        order by l.bonus_id, r.external_id, l.source_key, l.level, l.amount_minor)
      from commission_line l join person_ref r on r.person_id = l.earner_id and r.kind = 'distributor') as lines,
    (select jsonb_object_agg(code, sum) from (select a.code, sum(e.amount)::text as sum from ledger.entries e
      join ledger.accounts a on a.id = e.account_id group by a.code) s) as books`;

/** What the company came to, but for what says who and when. */
const result = async () => (await company.rows<Record<string, unknown>>(RESULT))[0];

/** The runs of which each act is on record; who asks again after a crash is on record again. */
const acts = () =>
  company.rows(
    "select action, count(distinct subject_id)::int as runs from audit_entry where action like 'runs.%' group by 1 order by 1",
  );

describe("a commission run", () => {
  let unharmed: Awaited<ReturnType<typeof result>>;
  let unharmedActs: Awaited<ReturnType<typeof acts>>;

  test("that nobody kills takes in every step the transactions that are killed below", async () => {
    const counted = [];
    for (const step of STEPS) {
      const { db, transactions } = dyingAt(company.deps.db, "never");
      await carryOut({ ...company.deps, db }, step);
      counted.push({ step, transactions: transactions() });
    }
    expect(counted).toEqual(RUN_STEPS);
    unharmed = await result();
    unharmedActs = await acts();
    expect(unharmed).toMatchObject({ runs: { posted: 1 }, closed: 1, results: PEOPLE });
    expect(String(unharmed?.lines)).toContain("unilevel P0 1");
    expect(await reconcile(company.deps)).toEqual([]);
    console.log(JSON.stringify({ name: "runs", points: POINTS.length }));
  });

  test("is posted once by two workers at the same time, and neither is left with a failure", async () => {
    for (const step of STEPS.slice(0, -1)) await carryOut(company.deps, step);
    await Promise.all([carryOut(company.deps, "post"), carryOut(company.deps, "post")]);
    await carryOut(company.deps, "post");
    expect(await result()).toEqual(unharmed);
    expect(await company.rows("select state, step, failure from commission_run")).toEqual([
      { state: "posted", step: "waiting", failure: null },
    ]);
    expect(await reconcile(company.deps)).toEqual([]);
  });

  test.each(POINTS)("killed $point in $step posts once, and as if nothing had happened", async ({ step, point }) => {
    const at = STEPS.indexOf(step);
    for (const earlier of STEPS.slice(0, at)) await carryOut(company.deps, earlier);
    expect(await killedAt(step, point)).toBe("SIGKILL");
    expect(await reconcile(company.deps)).toEqual([]);

    // What queue and people do afterwards: the step once more, and those after it.
    for (const later of STEPS.slice(at)) await carryOut(company.deps, later);
    expect(await result()).toEqual(unharmed);
    expect(await acts()).toEqual(unharmedActs);
    expect(await reconcile(company.deps)).toEqual([]);
  });
});
