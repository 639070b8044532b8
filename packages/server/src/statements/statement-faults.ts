import { period as periodTable, statement, statementCut, statementFaults as sums } from "@upline/db";
import { and, asc, eq, gt, isNotNull } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { Fault } from "../reconciliation/fault.ts";
import { buildStatements } from "./build-statements.ts";
import { cutFacts } from "./cut-statements.ts";
import { statementText } from "./statement-text.ts";

const STATEMENTS_PER_READ = 200;

/** Every past statement is built again from the ledger and has to be the same text; their figures follow from each other. */
export async function statementFaults(deps: Deps): Promise<readonly Fault[]> {
  const faults: Fault[] = [...(await sums(deps.db))];
  const cuts = await deps.db
    .select()
    .from(statementCut)
    .innerJoin(periodTable, eq(periodTable.id, statementCut.periodId))
    .where(isNotNull(statementCut.builtAt))
    .orderBy(asc(statementCut.toBlock));
  for (const { statement_cut: cut, period } of cuts) faults.push(...(await changedIn(deps, cutFacts(period, cut))));
  return faults;
}

async function changedIn(deps: Deps, cut: ReturnType<typeof cutFacts>): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (let after = ""; ; ) {
    const rows = await deps.db
      .select()
      .from(statement)
      .where(and(eq(statement.periodId, cut.period.id), gt(statement.id, after)))
      .orderBy(asc(statement.id))
      .limit(STATEMENTS_PER_READ);
    const holders = rows.map(({ distributorId, currency }) => ({ owner: distributorId, currency }));
    const again = new Map(
      (await buildStatements(deps, cut, holders)).map((content) => {
        return [`${content.distributorId} ${content.currency}`, statementText(content)] as const;
      }),
    );
    for (const { id, distributorId, currency, content, hash } of rows) {
      const built = again.get(`${distributorId} ${currency}`);
      if (built?.text !== content || built.hash !== hash)
        faults.push({ rule: "statement_is_built_the_same", ref: id, have: hash, want: built?.hash ?? "none" });
    }
    if (rows.length < STATEMENTS_PER_READ) return faults;
    after = rows.at(-1)?.id ?? "";
  }
}
