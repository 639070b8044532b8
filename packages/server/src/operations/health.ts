import { ledgerRecon, ledgerTotals, mail } from "@upline/db";
import { count, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { readInboxHealth, readQueues } from "./read-health.ts";
import { VERSION } from "./version.ts";

/** The health page of the back office. @throws when the database does not answer */
export async function readHealth(deps: Deps) {
  const startedAt = performance.now();
  await deps.db.execute(sql`select 1`);
  const databaseMs = Math.round((performance.now() - startedAt) * 100) / 100;
  const { counts, oldestAgeSeconds, lastProcessedAt } = await readInboxHealth(deps);
  const mails = await deps.db.select({ status: mail.status, mails: count() }).from(mail).groupBy(mail.status);
  const mailsOf = (status: string) => mails.find((row) => row.status === status)?.mails ?? 0;
  const { received, unmatched, held, dead } = counts;
  return {
    database: { engine: deps.handle.kind, ok: true, ms: databaseMs },
    queue: { received, oldestAgeSeconds, unmatched, held, dead },
    lastProcessedAt,
    jobs: (await readQueues(deps)).map(({ name, queued, active, failed }) => ({ name, queued, active, failed })),
    mails: { queued: mailsOf("queued"), failed: mailsOf("failed") },
    ledger: await ledgerHealth(deps),
    version: VERSION,
    companyNow: deps.clock.now(),
    wallNow: deps.clock.wall(),
  };
}

/** Each currency of the ledger adds up to zero and every balance is the sum of its entries, or something is very wrong. */
async function ledgerHealth(deps: Deps): Promise<{ readonly reconRows: number; readonly balanced: boolean }> {
  const sums = new Map<string, bigint>();
  for (const { currency, balance } of await ledgerTotals(deps.db))
    sums.set(currency, (sums.get(currency) ?? 0n) + balance);
  const faults = await ledgerRecon(deps.db);
  return { reconRows: faults.length, balanced: [...sums.values()].every((sum) => sum === 0n) };
}
