import { statement } from "@upline/db";
import { type DistributorId, invariant } from "@upline/domain";
import { eq } from "drizzle-orm";
import type { Deps } from "../../deps.ts";
import { cutStatements } from "../../statements/cut-statements.ts";

export interface StatementIds {
  /** Statements of Elm and of Oak. */
  readonly statementId: string;
  readonly foreignStatementId: string;
}

/** An open transaction of a neighbour's database holds the seal back for a moment, and the cut with it. */
export async function statementsOf(deps: Deps, own: DistributorId, foreign: DistributorId): Promise<StatementIds> {
  for (let tries = 0; tries < 500 && (await cutStatements(deps)).periods === 0; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return { statementId: await statementOf(deps, own), foreignStatementId: await statementOf(deps, foreign) };
}

async function statementOf(deps: Deps, distributorId: DistributorId): Promise<string> {
  const [row] = await deps.db
    .select({ id: statement.id })
    .from(statement)
    .where(eq(statement.distributorId, distributorId));
  invariant(row, "the people of the walk have statements");
  return row.id;
}
