import { period as periodTable, planVersion } from "@upline/db";
import { DomainError, EMPTY_STATE, evaluate, type Evaluation, type Period, PlanVersion, type PlanVersionId, type State, validatePlan } from "@upline/domain";
import { desc, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { personRefs } from "../genealogy/team.queries.ts";
import { loadPeriodFacts, stateOf } from "../periods/load-period-facts.ts";
import { contentHash } from "./content-hash.ts";
import { publishedPlans } from "./plan-in-force.ts";
import { loadPlan } from "./plans.queries.ts";

const NAMES_SHOWN = 50;

/**
 * The last closed period, evaluated once as it was and once under the draft: who rises, who falls, what the payout
 * would have been. Nothing is booked; the hash of the content is kept, since publishing wants a preview of it.
 *
 * @throws DomainError `plan_not_publishable` for a draft with errors, `period_not_found` before the first close
 */
export async function previewRanks(deps: Deps, id: PlanVersionId) {
  const startedAt = performance.now();
  const { row, plan: draft } = await loadPlan(deps, id);
  const broken = validatePlan(draft).find(({ severity }) => severity === "error");
  if (broken) throw new DomainError("plan_not_publishable", `The plan has a problem at ${broken.path}: ${broken.code}. Mend it, then preview.`);

  const { period, freezeSeq, opening, base } = await lastClosed(deps);
  const facts = await loadPeriodFacts(deps, base, period, freezeSeq);
  const before = evaluate(base, facts, opening);
  const after = evaluate({ ...draft, version: base.version }, facts, opening);
  const hash = contentHash(draft);
  if (row.status === "draft") await deps.db.update(planVersion).set({ previewedHash: hash }).where(eq(planVersion.id, id));

  const moves = rankMoves(base, draft, before, after);
  return {
    period,
    before: countsOf(base, before),
    after: countsOf(draft, after),
    ...(await named(deps, moves)),
    changed: moves.length,
    people: Object.keys(after.ranks).length,
    payoutBefore: { minor: totalOf(before), currency: base.currency },
    payoutAfter: { minor: totalOf(after), currency: draft.currency },
    computedMs: Math.round(performance.now() - startedAt),
    contentHash: hash,
  };
}

interface Closed {
  readonly period: Period;
  readonly freezeSeq: bigint;
  readonly opening: State;
  readonly base: PlanVersion;
}

async function lastClosed(deps: Deps): Promise<Closed> {
  const rows = await deps.db.select().from(periodTable).where(eq(periodTable.status, "closed")).orderBy(desc(periodTable.startsAt)).limit(2);
  const [last, earlier] = rows;
  if (!last || last.freezeSeq === null) {
    throw new DomainError("period_not_found", "No period has been closed yet, so there is no real data to preview on.");
  }
  const version = (await publishedPlans(deps)).find((plan) => plan.id === last.planVersionId);
  const found = version ?? (await publishedPlans(deps)).findLast(({ from }) => from <= last.startsAt);
  if (!found) throw new DomainError("no_plan_in_force", "No plan version was in force in the last closed period.");
  return {
    period: { id: last.id as Period["id"], cadence: last.cadence, start: last.startsAt, end: last.endsAt } as Period,
    freezeSeq: last.freezeSeq,
    opening: earlier ? stateOf(earlier) : EMPTY_STATE,
    base: PlanVersion.parse(found.plan),
  };
}

interface Move {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly rises: boolean;
}

/** Ranks are compared by their place in each ladder, so that a renamed rank is no move. */
function rankMoves(base: PlanVersion, draft: PlanVersion, before: Evaluation, after: Evaluation): Move[] {
  const placeIn = (plan: PlanVersion) => new Map(plan.ranks.map(({ id }, place) => [id, place]));
  const places = { before: placeIn(base), after: placeIn(draft) };
  return Object.keys(after.ranks)
    .toSorted()
    .flatMap((id): Move[] => {
      const from = before.ranks[id]?.qualified;
      const to = after.ranks[id]?.qualified;
      if (from === undefined || to === undefined || from === to) return [];
      return [{ id, from, to, rises: (places.after.get(to) ?? 0) > (places.before.get(from) ?? 0) }];
    });
}

async function named(deps: Deps, moves: readonly Move[]) {
  const shown = [moves.filter(({ rises }) => rises), moves.filter(({ rises }) => !rises)] as const;
  const refs = await personRefs(deps, shown.flatMap((part) => part.slice(0, NAMES_SHOWN)).map(({ id }) => id as `dst_${string}`));
  const person = new Map<string, (typeof refs)[number]>(refs.map((ref) => [ref.id, ref]));
  const list = (part: readonly Move[]) =>
    part.slice(0, NAMES_SHOWN).flatMap(({ id, from, to }) => {
      const who = person.get(id);
      return who ? [{ person: who, from, to }] : [];
    });
  return { rises: list(shown[0]), falls: list(shown[1]), risesCount: shown[0].length, fallsCount: shown[1].length };
}

const totalOf = ({ lines }: Evaluation): bigint => lines.reduce((sum, { minor }) => sum + minor, 0n);

function countsOf(plan: PlanVersion, { ranks }: Evaluation): { readonly rankId: string; readonly label: string; readonly count: number }[] {
  const people = Object.values(ranks);
  return plan.ranks.map(({ id, label }) => ({ rankId: id, label, count: people.filter(({ qualified }) => qualified === id).length }));
}
