import { distributor, period as periodTable, statement, statementCut } from "@upline/db";
import { type DistributorId, DomainError, type Statement } from "@upline/domain";
import { desc, eq } from "drizzle-orm";
import { notFound } from "../auth/can-view.ts";
import { isAdmin, standpointOf } from "../auth/viewer.ts";
import { periodWords } from "../commissions/worded.ts";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { baseCadence } from "../periods/counts-in.ts";
import { openPeriod } from "../plans/open-period.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";
import { buildStatements } from "./build-statements.ts";
import { parseStatement } from "./statement-text.ts";

/** The statements of a person, newest first. */
export async function listStatements(deps: Deps, distributorId: DistributorId) {
  const rows = await deps.db
    .select({
      id: statement.id,
      periodId: statement.periodId,
      currency: statement.currency,
      openingMinor: statement.openingMinor,
      closingMinor: statement.closingMinor,
      startsAt: periodTable.startsAt,
      cadence: periodTable.cadence,
    })
    .from(statement)
    .innerJoin(periodTable, eq(periodTable.id, statement.periodId))
    .where(eq(statement.distributorId, distributorId))
    .orderBy(desc(periodTable.startsAt), statement.currency);
  const word = await periodWord(deps);
  return rows.map(({ startsAt, cadence: _, ...row }) => ({ ...row, label: word(startsAt) }));
}

/** What a statement is made of on the screen and in its files. */
export interface StatementView {
  /** Null for a preview. */
  readonly id: string | null;
  readonly label: string;
  readonly content: Statement;
  /** Null for a preview: it changes with every payment. */
  readonly hash: string | null;
  readonly person: { readonly id: string; readonly name: string; readonly number: string };
  readonly company: { readonly name: string; readonly timeZone: string };
  readonly bonusLabels: Readonly<Record<string, string>>;
}

/**
 * A stored statement. Its bonuses have the names of the plan versions that it rests on, so that it reads the same for ever.
 *
 * @throws DomainError `not_found` for one of somebody else
 */
export async function getStatement(deps: Deps, statementId: string): Promise<StatementView> {
  const [row] = await deps.db
    .select()
    .from(statement)
    .innerJoin(periodTable, eq(periodTable.id, statement.periodId))
    .where(eq(statement.id, statementId));
  if (!row) throw notFound();
  demandOwn(deps, row.statement.distributorId);
  const content = parseStatement(row.statement.content);
  const word = await periodWord(deps);
  return {
    id: statementId,
    label: word(row.period.startsAt),
    content,
    hash: row.statement.hash,
    ...(await around(deps, content)),
  };
}

/** What the statement of the open period would be at this moment: everything that no statement holds yet. */
export async function previewStatement(deps: Deps, distributorId: DistributorId): Promise<StatementView> {
  const { currency } = await companyOf(deps);
  const { period } = await openPeriod(deps);
  const [last] = await deps.db
    .select({ toBlock: statementCut.toBlock })
    .from(statementCut)
    .orderBy(desc(statementCut.toBlock))
    .limit(1);
  const cut = {
    period: { id: period.id, start: period.start, end: period.end },
    range: { after: last?.toBlock ?? 0n, through: null },
    hash: null,
  };
  const [content] = await buildStatements(deps, cut, [{ owner: distributorId, currency }]);
  if (!content) throw new DomainError("not_found", "Nothing has been posted since the last statement.");
  const word = await periodWord(deps);
  return { id: null, label: word(period.start), content, hash: null, ...(await around(deps, content)) };
}

function demandOwn({ viewer }: Deps, owner: DistributorId): void {
  if (isAdmin(viewer) || viewer.kind === "system") return;
  if (standpointOf(viewer) !== owner) throw notFound();
}

async function periodWord(deps: Deps): Promise<(start: Parameters<typeof periodWords>[0]) => string> {
  const { timeZone } = await companyOf(deps);
  const newest = (await publishedPlans(deps)).at(-1);
  const cadence = newest ? baseCadence(newest.plan).every : "month";
  return (start) => periodWords(start, cadence, timeZone);
}

async function around(deps: Deps, { distributorId, planVersions }: Statement) {
  const { name, timeZone } = await companyOf(deps);
  const [person] = await deps.db
    .select({ id: distributor.id, name: distributor.name, number: distributor.number })
    .from(distributor)
    .where(eq(distributor.id, distributorId as DistributorId));
  if (!person) throw notFound();
  const versions = (await publishedPlans(deps)).filter(({ version }) => planVersions.includes(String(version)));
  const labels = versions.flatMap(({ plan }) => plan.bonuses.map(({ id, label }) => [id, label] as const));
  return { person, company: { name, timeZone }, bonusLabels: Object.fromEntries(labels) };
}
