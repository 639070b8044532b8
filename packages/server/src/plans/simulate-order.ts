import { product, salesOrder } from "@upline/db";
import {
  DomainError,
  type Fact,
  type Instant,
  inquiry,
  instant,
  type OrderFact,
  type PlanVersion,
  parseDecimal,
} from "@upline/domain";
import { and, count, desc, eq, inArray, isNotNull, lte } from "drizzle-orm";
import { z } from "zod";
import { evaluationOf } from "../commissions/evaluate-open.ts";
import type { Deps } from "../deps.ts";
import { pointsOf } from "../orders/points-of.ts";
import { highestPackage } from "../orders/price-lines.ts";
import { basePeriodOf } from "../periods/counts-in.ts";
import { viewOf } from "../periods/period-view.ts";
import { loadPlan } from "./document.ts";
import { planInForce } from "./plan-in-force.ts";
import { numbered, refuseBroken } from "./preview-plan-version.ts";
import { asIfInForce, inOtherCadences } from "./simulated-cadences.ts";
import { simulatedScenario } from "./simulated-scenario.ts";
import { simulationView } from "./simulation-view.ts";

const Points = z.string().regex(/^\d{1,7}(\.\d{1,2})?$/, "Enter points with at most two decimals.");

export const SimulateOrder = z.strictObject({
  planVersionId: z.templateLiteral(["plv_", z.string()]),
  /** The distributor who buys, or whose customer does. */
  distributorId: z.templateLiteral(["dst_", z.string().max(60)]),
  buyer: z.enum(["self", "customer"]),
  goods: z.union([
    z.strictObject({
      lines: z
        .array(z.strictObject({ sku: z.string().min(1).max(80), quantity: z.int().min(1).max(999) }))
        .min(1)
        .max(20),
    }),
    z.strictObject({ volumes: z.record(z.string().max(32), Points) }),
  ]),
  /** When it is paid; now when absent. */
  at: z.iso.datetime({ offset: true }).nullish(),
});
type Input = z.output<typeof SimulateOrder>;

const SIMULATED_ORDER = "ord_simulated";
const SIMULATED_CUSTOMER = "cus_simulated";

/**
 * Who would be paid what for one order, and why the others would not: the periods of that moment, of every cadence, evaluated with and without
 * it, under the version in force or a draft as if it were. Nothing is booked.
 *
 * @throws DomainError `distributor_not_found`, `product_not_found`, `period_not_found` for a moment that lies outside the
 *   open and the closed periods, `plan_not_publishable` for a draft with errors
 */
export async function simulateOrder(deps: Deps, input: Input) {
  const startedAt = performance.now();
  const at = input.at ? instant(input.at) : deps.clock.now();
  const { row, plan } = await loadPlan(deps, input.planVersionId);
  refuseBroken(plan);
  const inForce = await planInForce(deps, at);
  const period = basePeriodOf(inForce.plan, at);
  const found = await evaluationOf(deps, period);
  if (!found) {
    throw new DomainError("period_not_found", "That moment lies in no open and no closed period. Choose another day.");
  }
  const isInForce = found.plan.id === row.id;
  const tried = isInForce ? { plan, facts: found.facts } : asIfInForce(found.facts, await numbered(deps, row, plan));
  const order = await supposedOrder(deps, tried.plan, input, at);
  const buyer = newCustomer(order);
  const before = isInForce ? found.inquiry : inquiry(tried.plan, tried.facts, found.opening);
  const facts = { ...tried.facts, facts: [...tried.facts.facts, ...buyer, order] };
  const after = inquiry(tried.plan, facts, found.opening);
  if (!Object.hasOwn(after.evaluation.ranks, input.distributorId)) {
    throw new DomainError("distributor_not_found", "This person was no distributor at that time. Choose a later day.");
  }
  const sold = [...buyer, order];
  const others = await inOtherCadences(deps, { found, draft: isInForce ? null : tried.plan, at, sold });
  const simulated = {
    plan: tried.plan,
    sellerId: input.distributorId,
    orderId: SIMULATED_ORDER,
    before,
    after,
    others,
  };
  return {
    planVersionId: row.id,
    isInForce,
    period: viewOf(inForce.plan, period, "open"),
    at,
    ...(await simulationView(deps, simulated)),
    scenario: simulatedScenario(simulated, order),
    computedMs: Math.round(performance.now() - startedAt),
  };
}

/** The order as a fact; a customer is one who has not bought before. */
async function supposedOrder(deps: Deps, plan: PlanVersion, input: Input, at: Instant): Promise<OrderFact> {
  const { distributorId, buyer } = input;
  const isOwn = buyer === "self";
  const recorded = { seq: Number.MAX_SAFE_INTEGER, recordedAt: at };
  const goods = await goodsOf(deps, plan, input, at);
  return {
    ...recorded,
    t: "order",
    id: SIMULATED_ORDER,
    order: SIMULATED_ORDER,
    buyer: isOwn ? distributorId : SIMULATED_CUSTOMER,
    buyerKind: isOwn ? "distributor" : "customer",
    creditedTo: distributorId,
    effectiveAt: at,
    volumes: goods.volumes,
    margin: 0n,
    isFirst: !isOwn || (await ordersBefore(deps, eq(salesOrder.buyerId, distributorId), at)) === 0,
    party: null,
    packageLevel: goods.packageLevel,
    nth: (await ordersBefore(deps, eq(salesOrder.creditedTo, distributorId), at)) + 1,
  };
}

function newCustomer({ buyer, buyerKind, creditedTo, effectiveAt, seq, recordedAt }: OrderFact): Fact[] {
  if (buyerKind !== "customer") return [];
  return [{ t: "customer", id: buyer, customer: buyer, creditedTo, from: effectiveAt, seq, recordedAt }];
}

async function ordersBefore({ db }: Deps, whose: ReturnType<typeof eq>, at: Instant): Promise<number> {
  const paid = and(whose, isNotNull(salesOrder.effectiveAt), lte(salesOrder.effectiveAt, at));
  const [row] = await db.select({ count: count() }).from(salesOrder).where(paid);
  return row?.count ?? 0;
}

async function goodsOf(
  { db }: Deps,
  plan: PlanVersion,
  { goods }: Input,
  at: Instant,
): Promise<{ readonly volumes: Record<string, bigint>; readonly packageLevel: string | null }> {
  const known = new Set(plan.volumes.map(({ id }) => id));
  if ("volumes" in goods) {
    const given = Object.entries(goods.volumes).filter(([id]) => known.has(id));
    const volumes = Object.fromEntries(given.map(([id, points]) => [id, parseDecimal(points, 2) ?? 0n]));
    return { volumes, packageLevel: null };
  }
  const skus = goods.lines.map(({ sku }) => sku);
  const rows = await db.select().from(product).where(inArray(product.sku, skus)).orderBy(desc(product.validFrom));
  const volumes = { pv: 0n, cv: 0n, sales: 0n };
  const packages: (string | null)[] = [];
  for (const { sku, quantity } of goods.lines) {
    const found = rows.find((row) => row.sku === sku && row.validFrom <= at);
    if (!found)
      throw new DomainError("product_not_found", `The catalogue has no product ${sku} at that time.`, { sku });
    packages.push(found.packageLevel);
    volumes.pv += found.pv * BigInt(quantity);
    volumes.cv += found.cv * BigInt(quantity);
    volumes.sales += pointsOf(found.priceMinor * BigInt(quantity), found.currency, "1");
  }
  const counted = Object.entries(volumes).filter(([id]) => known.has(id));
  return { volumes: Object.fromEntries(counted), packageLevel: highestPackage(packages) };
}

/** What can be ordered now, in the order of the catalogue. */
export async function listProducts({ db, clock }: Deps) {
  const rows = await db
    .select()
    .from(product)
    .where(lte(product.validFrom, clock.now()))
    .orderBy(desc(product.validFrom));
  const newest = [...Map.groupBy(rows, ({ sku }) => sku).values()].flatMap(([row]) => (row?.isSold ? [row] : []));
  return newest
    .toSorted((a, b) => a.position - b.position || (a.sku < b.sku ? -1 : 1))
    .map(({ sku, name, priceMinor, currency, pv, cv }) => ({ sku, name, priceMinor, currency, pv, cv }));
}
