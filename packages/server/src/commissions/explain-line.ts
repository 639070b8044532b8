import { commissionLine, estimateLine } from "@upline/db";
import {
  type Bonus,
  type CondTrace,
  type DistributorId,
  DomainError,
  type Explain,
  type Note,
  originalOf,
  parseLineKey,
} from "@upline/domain";
import { and, asc, eq, like, type SQL } from "drizzle-orm";
import { isAdmin } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";
import { type EarningRow, estimatedRows, postedRows, takenBack } from "./earning-row.ts";
import { type Equation, equationOf } from "./equation.ts";
import { allOf, evaluateOpen } from "./evaluate-open.ts";
import { type Cause, causeOf, type LifeStep, lifeOf } from "./line-life.ts";
import { type PathStop, pathOf } from "./line-path.ts";
import { lineKeyHash } from "./line-ref.ts";
import { type PersonRef, peopleSeen } from "./people-seen.ts";
import type { LineRow } from "./post-lines.ts";
import { ruleSentence, type SentenceParts } from "./sentences.ts";

export interface LineExplanation {
  readonly row: EarningRow;
  readonly earner: PersonRef;
  readonly sentence: SentenceParts;
  readonly equation: Equation;
  readonly path: readonly PathStop[];
  readonly conditions: readonly CondTrace[];
  readonly plan: {
    readonly versionId: string;
    readonly version: number;
    readonly label: string;
    readonly ruleSentence: SentenceParts;
  };
  readonly life: readonly LifeStep[];
  readonly cause: Cause;
  readonly reversals: readonly EarningRow[];
  readonly original: EarningRow | null;
  readonly notes: readonly Note[];
}

const notYours = () => new DomainError("line_not_found", "Not found, or not yours to see.");

/**
 * Why a line is what it is: the steps that were stored with it, or, for an estimate, those of the evaluation of now.
 *
 * @throws DomainError `line_not_found` for unknown lines and for those of somebody else
 */
export async function explainLine(deps: Deps, lineId: string): Promise<LineExplanation> {
  const [posted] = await deps.db
    .select({ line: commissionLine, takenBack })
    .from(commissionLine)
    .where(eq(commissionLine.id, lineId));
  if (posted) {
    refuseOthers(deps, posted.line.earnerId);
    const [row] = await postedRows(deps, [posted]);
    if (!row) throw notYours();
    return explanation(deps, { row, earnerId: posted.line.earnerId, because: posted.line.because, line: posted.line });
  }
  return explainEstimate(deps, lineId);
}

function refuseOthers({ viewer }: Deps, earnerId: DistributorId): void {
  if (viewer.kind === "system" || isAdmin(viewer)) return;
  if (viewer.kind !== "user" || viewer.distributorId !== earnerId) throw notYours();
}

async function explainEstimate(deps: Deps, lineId: string): Promise<LineExplanation> {
  const prefix = /^lin_([0-9a-f]{26})$/.exec(lineId)?.[1];
  if (!prefix) throw notYours();
  const [found] = await deps.db
    .select()
    .from(estimateLine)
    .where(like(estimateLine.lineKeyHash, `${prefix}%`))
    .limit(1);
  if (!found) throw notYours();
  refuseOthers(deps, found.earnerId);
  const open = allOf(await evaluateOpen(deps));
  const line = open.flatMap(({ evaluation }) => evaluation.lines).find(({ key }) => key === found.lineKey);
  // The facts have moved since the estimate was written, and this line is no more.
  if (!line) throw notYours();
  const [row] = await estimatedRows(deps, [{ ...found, amountMinor: line.minor, because: line.because }]);
  if (!row) throw notYours();
  return explanation(deps, { row, earnerId: found.earnerId, because: line.because, line: null });
}

/** A line to explain; `line` is null for an estimate. */
interface Known {
  readonly row: EarningRow;
  readonly earnerId: DistributorId;
  readonly because: Explain;
  readonly line: LineRow | null;
}

async function explanation(deps: Deps, { row, earnerId, because, line }: Known): Promise<LineExplanation> {
  const original = line?.originalLineKeyHash
    ? await rowsWhere(deps, eq(commissionLine.lineKeyHash, line.originalLineKeyHash))
    : [];
  const reversals = line
    ? await rowsWhere(
        deps,
        and(eq(commissionLine.earnerId, earnerId), eq(commissionLine.originalLineKeyHash, line.lineKeyHash)),
      )
    : [];
  const originalKey = originalOf(parseLineKey(row.lineKey));
  const [told] = originalKey
    ? await deps.db
        .select({ because: commissionLine.because })
        .from(commissionLine)
        .where(eq(commissionLine.lineKeyHash, lineKeyHash(originalKey)))
    : [{ because }];
  const ground = told?.because ?? because;
  const people = await peopleSeen(deps, [earnerId, ...idsIn(ground), row.from?.id ?? null]);
  const decided = await decidedBy(deps, row, line);
  return {
    row,
    earner: people.get(earnerId) ?? { id: earnerId, number: "", name: "" },
    sentence: row.sentence,
    equation: equationOf(row, because, { ground, bonus: decided.bonus }),
    path: await pathOf(deps, { row, earnerId, because: ground, people }),
    conditions: ground.steps.flatMap((step) => (step.kind === "condition" ? [step.trace] : [])),
    plan: decided.plan,
    life: lifeOf(row, line, deps.clock.now()),
    cause: await causeOf(deps, row, line),
    reversals,
    original: original[0] ?? null,
    notes: because.notes,
  };
}

async function rowsWhere(deps: Deps, where: SQL | undefined): Promise<EarningRow[]> {
  const rows = await deps.db
    .select({ line: commissionLine, takenBack })
    .from(commissionLine)
    .where(where)
    .orderBy(asc(commissionLine.effectiveAt), asc(commissionLine.id));
  return postedRows(
    deps,
    rows.filter(({ line }) => line.amountMinor !== 0n),
  );
}

function idsIn(because: Explain): DistributorId[] {
  return because.steps.flatMap((step) => (step.kind === "path" ? step.hops.map(({ id }) => id as DistributorId) : []));
}

/** The version and the bonus that decided a line. */
async function decidedBy(
  deps: Deps,
  { lineKey, bonusId }: EarningRow,
  line: LineRow | null,
): Promise<{ readonly plan: LineExplanation["plan"]; readonly bonus: Bonus | undefined }> {
  const versions = await publishedPlans(deps);
  const number = parseLineKey(lineKey).version;
  const found =
    versions.find(({ id }) => id === line?.planVersionId) ?? versions.find(({ version }) => version === number);
  const bonus = found?.plan.bonuses.find(({ id }) => id === bonusId);
  const plan = {
    versionId: found?.id ?? "",
    version: number,
    label: found?.plan.label ?? "",
    ruleSentence: bonus ? ruleSentence(bonus) : { key: "rule.other", values: {} },
  };
  return { plan, bonus };
}
