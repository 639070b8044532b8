import type { DistributorId, LegAccount, LegPair, PlanVersion } from "@upline/domain";
import { legAccounts, legVolumes, volume } from "@upline/domain";
import { allOf, estimatedOpen, isBasePeriod, type OpenEvaluation } from "../commissions/evaluate-open.ts";
import type { Deps } from "../deps.ts";
import { periodView } from "../periods/period-view.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import { needsOf } from "../ranks/have-need.ts";
import { legCloses } from "./leg-closes.ts";
import { refsIn } from "./person-refs.ts";
import { treeView } from "./tree-view.ts";

/** Left, then right; hundredths of the volume, or of heads. */
type Pair = LegPair;

/**
 * Both binary legs of a person: who stands on top of them, and for each bonus that pays on them what the last close
 * left, what came since, what the close of the open period would do with it, and what earlier closes did.
 *
 * @returns `tree` null when the plan has no binary tree
 */
export async function teamLegs(deps: Deps, distributorId: DistributorId) {
  const { plan } = await planInForce(deps, deps.clock.now());
  const tree = plan.trees.find(({ kind }) => kind === "binary");
  if (!tree) return { tree: null, isPlaced: false, tops: [null, null], bonuses: [], volumes: null } as const;
  const view = await treeView(deps, { tree: tree.id });
  const seated = view.index.childrenOf(distributorId);
  const refs = await refsIn(deps, view, seated);
  const topOf = (slot: number) =>
    refs.get(seated.find((id) => view.index.slotOf(id) === slot) ?? distributorId) ?? null;
  const open = allOf(await estimatedOpen(deps));
  const bonuses = [];
  for (const { id, label, source, when } of plan.bonuses) {
    if (source.kind !== "legs" || !("close" in when)) continue;
    const now = open.findLast(({ period }) => period.cadence === when.close);
    const account = now && legAccounts(now.inquiry.decided, distributorId).find(({ bonusId }) => bonusId === id);
    if (!now || !account) continue;
    bonuses.push({ id, label, ...(await legBonus(deps, now, { account, distributorId })) });
  }
  return {
    tree: { id: tree.id, label: tree.label },
    isPlaced: view.index.has(distributorId),
    tops: [topOf(0), topOf(1)] as const,
    bonuses,
    volumes: await plainVolumes(deps, open, { tree: tree.id, distributorId }),
  };
}

async function legBonus(
  deps: Deps,
  now: OpenEvaluation,
  { account, distributorId }: { readonly account: LegAccount; readonly distributorId: DistributorId },
) {
  const { period, evaluation } = now;
  const { plan } = now.plan;
  const { bonusId, source, opening, added, expired, used, flushed, closing, next, reason, isCapped, cap, gate } =
    account;
  const bonus = plan.bonuses.find(({ id }) => id === bonusId);
  const pays = evaluation.lines
    .filter((line) => line.bonusId === bonusId && line.earnerId === distributorId && line.sourceKey === "legs")
    .reduce((sum, { minor }) => sum + minor, 0n);
  const inMoney = (minor: bigint) => ({ minor, currency: plan.currency });
  return {
    period: await periodView(deps, period),
    volume: volumeOf(plan, source.volume),
    /** What a hundredth of the matched volume is worth, or a step, a cycle, a pair. */
    rate: { unit: bonus?.rate?.unit ?? "share", millionths: account.rate },
    match: matchOf(source.match),
    ...{ opening, added, expired, used, flushed, closing, next, reason, isCapped },
    cap: cap === null ? null : inMoney(cap),
    carryMax: source.carry.max === undefined ? null : volume(source.carry.max),
    expireAfter: source.carry.expireAfter ?? null,
    unqualified: source.unqualified,
    gate: bonus && reason !== "removed" ? needsOf(plan, bonus.gate, gate) : [],
    pays: inMoney(pays),
    closes: await legCloses(deps, { bonusId, cadence: period.cadence, distributorId, currency: plan.currency }),
  };
}

type Match = LegAccount["source"]["match"];

/** How the legs are matched, its quantities in hundredths. */
function matchOf(match: Match) {
  if ("percent" in match) return { kind: "percent" } as const;
  if ("steps" in match) return { kind: "steps", steps: match.steps.map((step) => volume(step)) } as const;
  if ("cycle" in match) {
    return { kind: "cycle", weak: volume(match.cycle.weak), strong: volume(match.cycle.strong) } as const;
  }
  const { first } = match.pairs;
  return { kind: "pairs", first: first ? { strong: first.strong, weak: first.weak } : null } as const;
}

/** How a volume is called; people are counted in heads. */
function volumeOf({ volumes }: PlanVersion, id: string) {
  const found = volumes.find((one) => one.id === id);
  return { id, label: found?.label ?? id, isHeads: found?.kind === "heads" };
}

/** New volume of both legs in the base period of today: what a plan without a bonus on them can show. */
async function plainVolumes(
  deps: Deps,
  open: readonly OpenEvaluation[],
  { tree, distributorId }: { readonly tree: string; readonly distributorId: DistributorId },
) {
  const today = open.findLast(isBasePeriod);
  const [first] = today?.plan.plan.volumes ?? [];
  if (!today || !first) return null;
  const legs: Pair = legVolumes(today.inquiry.decided, tree, first.id, distributorId);
  return { period: await periodView(deps, today.period), volume: volumeOf(today.plan.plan, first.id), legs };
}
