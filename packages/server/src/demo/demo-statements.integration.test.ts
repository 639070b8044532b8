import { selectRows, statement } from "@upline/db";
import { asc, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { expectFilesAgree } from "../statements/testing/files-agree.ts";
import { testDeps } from "../testing.ts";
import { seedPast } from "./seed-demo.ts";
import { momentOf } from "./world-events.ts";

/** Two months of the demo company are closed by then. */
const UNTIL = momentOf(66, 0);

test("every person's statement of every closed month is what the ledger holds: screen, CSV and PDF", async () => {
  const deps = await testDeps();
  await seedPast(deps, UNTIL);
  const rows = await deps.db
    .select({ id: statement.id, periodId: statement.periodId, owner: statement.distributorId })
    .from(statement)
    .orderBy(asc(statement.id));
  expect(new Set(rows.map(({ periodId }) => periodId)).size).toBe(2);
  for (const { id } of rows) await expectFilesAgree(deps, id);

  const moved = await selectRows<{ owner: string }>(
    deps.db,
    sql`select distinct a.owner_id as owner from ledger.entries e join ledger.accounts a on a.id = e.account_id
      join ledger.sealed_transactions s on s.tx_id = e.tx_id
      where a.owner_id like 'dst_%' and s.block <= (select max(to_block) from statement_cut)`,
  );
  expect(new Set(rows.map(({ owner }) => owner))).toEqual(new Set(moved.map(({ owner }) => owner)));
  console.log(`${rows.length} statements of ${moved.length} people agree with the ledger`);
  await deps.close();
}, 300_000);
