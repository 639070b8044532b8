import { holdersThrough, period as periodTable, sealHead, selectRows, statement, statementCut } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { type Deps, inTransaction } from "../deps.ts";
import { sealAll } from "../ledger/seal-all.ts";
import { notify } from "../live/notify.ts";
import { baseCadence } from "../periods/counts-in.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";
import { buildStatements, entriesOf } from "./build-statements.ts";
import { statementText } from "./statement-text.ts";

const PEOPLE_PER_TRANSACTION = 200;

type Cut = typeof statementCut.$inferSelect;
type Ended = Pick<typeof periodTable.$inferSelect, "id" | "startsAt" | "endsAt">;

/**
 * Makes the statements of every base period that was closed and has none. First everything that is older than the cut is
 * sealed; while a long transaction holds the seal back, nothing is cut and the next run tries again. Killed anywhere, the next
 * run goes on where this one stopped.
 *
 * @returns how many statements were written
 */
export async function cutStatements(deps: Deps): Promise<{ readonly periods: number; readonly statements: number }> {
  let [periods, statements] = [0, 0];
  for (const ended of await withoutStatements(deps)) {
    const cut = await cutOf(deps, ended);
    if (cut === null) break;
    statements += await write(deps, ended, cut);
    periods += 1;
  }
  return { periods, statements };
}

/** Closed base periods whose statements are not all there, the oldest first. */
async function withoutStatements(deps: Deps): Promise<readonly Ended[]> {
  const newest = (await publishedPlans(deps)).at(-1);
  if (!newest) return [];
  return deps.db
    .select({ id: periodTable.id, startsAt: periodTable.startsAt, endsAt: periodTable.endsAt })
    .from(periodTable)
    .leftJoin(statementCut, eq(statementCut.periodId, periodTable.id))
    .where(
      and(
        eq(periodTable.status, "closed"),
        eq(periodTable.cadence, baseCadence(newest.plan).id),
        isNull(statementCut.builtAt),
      ),
    )
    .orderBy(asc(periodTable.endsAt));
}

/** The range of blocks of a period, found once; null while something older than now is not sealed. */
async function cutOf(deps: Deps, { id }: Ended): Promise<Cut | null> {
  const [known] = await deps.db.select().from(statementCut).where(eq(statementCut.periodId, id));
  if (known) return known;
  const [clock] = await selectRows<{ at: string }>(deps.db, sql`select clock_timestamp()::text as at`);
  await sealAll(deps);
  const [tail] = await selectRows<{ open: boolean }>(
    deps.db,
    sql`select exists (select 1 from ledger.transactions t where t.recorded_at <= ${clock?.at ?? ""}::timestamptz
      and not exists (select 1 from ledger.sealed_transactions s where s.tx_id = t.id)) as open`,
  );
  if (tail?.open !== false) return null;
  const head = await sealHead(deps.db);
  return inTransaction(deps, async (tx) => {
    // One worker cuts at a time, so that ranges meet without a gap.
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('statement.cut', 0))`);
    const [last] = await tx.db.select().from(statementCut).orderBy(desc(statementCut.toBlock)).limit(1);
    const from = last?.toBlock ?? 0n;
    const toBlock = head && head.block > from ? head.block : from;
    const hash = head && head.block > from ? head.hash : (last?.hash ?? "");
    await tx.db
      .insert(statementCut)
      .values({ periodId: id, fromBlock: from, toBlock, hash, cutAt: tx.clock.now() })
      .onConflictDoNothing();
    const [cut] = await tx.db.select().from(statementCut).where(eq(statementCut.periodId, id));
    return cut ?? null;
  });
}

async function write(deps: Deps, ended: Ended, cut: Cut): Promise<number> {
  const holders = await holdersThrough(deps.db, cut.toBlock);
  let written = 0;
  for (let from = 0; from < holders.length; from += PEOPLE_PER_TRANSACTION) {
    const part = holders.slice(from, from + PEOPLE_PER_TRANSACTION);
    written += await inTransaction(deps, async (tx) => {
      const builtAt = tx.clock.wall();
      const rows = (await buildStatements(tx, cutFacts(ended, cut), part)).map((content) => {
        const { text, hash } = statementText(content);
        return {
          id: tx.newId("stm"),
          distributorId: content.distributorId as DistributorId,
          currency: content.currency,
          periodId: ended.id,
          openingMinor: content.opening.total,
          closingMinor: content.closing.total,
          entries: entriesOf(content),
          content: text,
          hash,
          builtAt,
        };
      });
      if (rows.length === 0) return 0;
      const made = await tx.db
        .insert(statement)
        .values(rows)
        .onConflictDoNothing()
        .returning({ who: statement.distributorId });
      await notify(
        tx,
        made.map(({ who }) => who),
        "payouts",
      );
      return made.length;
    });
  }
  await deps.db.update(statementCut).set({ builtAt: deps.clock.wall() }).where(eq(statementCut.periodId, ended.id));
  return written;
}

/** What the statements of a cut share, as they are built from. */
export function cutFacts({ id, startsAt, endsAt }: Ended, { fromBlock, toBlock, hash }: Cut) {
  return { period: { id, start: startsAt, end: endsAt }, range: { after: fromBlock, through: toBlock }, hash };
}
