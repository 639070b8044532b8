import { expect } from "vitest";
import { reconcile } from "../../packages/server/src/ledger/reconcile.ts";
import type { SmallCompany } from "./company.ts";
import type { Script } from "./script.ts";

const LEFT = `
  select (select count(*) from inbox_event where status <> 'processed')::int as open,
    (select count(*) from pgboss.job where name = 'inbox.process' and state < 'completed')::int as jobs`;

/** Waits until nothing is left to do but the orphans. @throws Error that says what is left after `limitMs` */
export async function drained(company: SmallCompany, { orphans }: Script, limitMs: number): Promise<void> {
  const until = Date.now() + limitMs;
  for (;;) {
    const [left] = await company.rows<{ open: number; jobs: number }>(LEFT);
    if (left && left.open <= orphans.length && left.jobs === 0) return;
    if (Date.now() > until) throw new Error(`after ${limitMs / 1000} s there is still ${JSON.stringify(left)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Compares the company with what the script says that must have come of it, and with itself. */
export async function expectExactlyOnce(company: SmallCompany, script: Script): Promise<void> {
  expect(await statesOf(company)).toEqual(expectedStates(script));
  expect(await paymentsOf(company)).toEqual(sorted(script.payments));
  expect(await earnedIn(company)).toEqual(sorted(script.earned));
  expect(await volumesIn(company)).toEqual(sorted(script.volumes));
  expect(await company.rows("select count(*)::int as n from pgboss.job where name = 'dead'")).toEqual([{ n: 0 }]);
  const [ledger] = await company.rows("select coalesce(sum(amount), 0)::text as sum from ledger.entries");
  expect(ledger).toEqual({ sum: "0" });
  expect(await reconcile(company.deps)).toEqual([]);
}

const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] =>
  [...map].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** Events in any state but processed, by what they are, and how many are processed. */
async function statesOf({ rows }: SmallCompany) {
  const others = await rows<{ event: string; status: string }>(
    "select provider || ' ' || event_ref as event, status from inbox_event where status <> 'processed' order by 1",
  );
  const [done] = await rows<{ n: number }>("select count(*)::int as n from inbox_event where status = 'processed'");
  return { processed: done?.n, others };
}

/** Every event is stored once, however often it was sent; all but the orphans found what they are about. */
function expectedStates({ deliveries, orphans }: Script) {
  const events = new Set(deliveries.map(({ slug, id }) => `${slug} ${id}`)).size;
  return {
    processed: events - orphans.length,
    others: orphans.toSorted().map((event) => ({ event, status: "unmatched" })),
  };
}

async function paymentsOf({ rows }: SmallCompany) {
  const found = await rows<{ name: string; effects: number; net: string; status: string }>(
    "select provider || ' ' || payment_ref as name, confirm_effects as effects, net_minor::text as net, status from payment",
  );
  return sorted(
    new Map(
      found.map(({ name, effects, net, status }) => [name, { confirmEffects: effects, netMinor: Number(net), status }]),
    ),
  );
}

const KEY_OF = "(select external_id from person_ref where kind = 'distributor' and person_id = ";

async function earnedIn({ rows }: SmallCompany) {
  const found = await rows<{ name: string; cents: string }>(
    `select bonus_id || ' ' || ${KEY_OF} earner_id) as name, sum(amount_minor)::text as cents
      from commission_line group by bonus_id, earner_id having sum(amount_minor) <> 0`,
  );
  return sorted(new Map(found.map(({ name, cents }) => [name, Number(cents)])));
}

async function volumesIn({ rows }: SmallCompany) {
  const found = await rows<{ name: string; pv: string; cv: string }>(
    `select ${KEY_OF} distributor_id) as name, sum(amount) filter (where volume = 'pv')::text as pv,
      sum(amount) filter (where volume = 'cv')::text as cv from volume_entry group by distributor_id`,
  );
  return sorted(new Map(found.map(({ name, pv, cv }) => [name, { pv: Number(pv), cv: Number(cv) }])));
}
