import { least } from "../money/least.ts";
import { type Instant, later, plusMs } from "../time/instant.ts";
import { type OrderRefund, takenAfter } from "./payment-outcome.ts";

/** What the steps back of an order are compared with. */
export interface Accounted {
  readonly order: {
    readonly id: string;
    readonly totalMinor: bigint;
    readonly volumes: Readonly<Record<string, bigint>>;
    readonly margin: bigint;
  };
  /** The steps as the payment has them now. */
  readonly wanted: readonly OrderRefund[];
  /** What counts where nothing changes any more, in the order in which it was counted. */
  readonly counted: readonly OrderRefund[];
  /** When it was told that something did not go back after all. */
  readonly toldAt: Instant;
}

/**
 * What has to count in the open period, so that together with what is counted already it comes to what the payment says.
 *
 * Money has no name: a step that is counted under another one (a running total that became a refund with an id) is not
 * counted again. What was counted too much comes back as a step with negative amounts. Every step is later than those
 * that count, so that it takes its part of what they left and none of them is rounded anew.
 */
export function stillToCount({ order, wanted, counted, toldAt }: Accounted): OrderRefund[] {
  if (counted.length === 0) return [...wanted];
  const has = new Map<string, bigint>();
  for (const { ref, amountMinor } of counted) has.set(stepOf(ref), (has.get(stepOf(ref)) ?? 0n) + amountMinor);
  const shall = new Map(wanted.map(({ ref, amountMinor }) => [ref, amountMinor]));
  const from = plusMs(
    counted.reduce((latest, { effectiveAt }) => later(latest, effectiveAt), counted[0]?.effectiveAt ?? toldAt),
    1,
  );
  const missing = wanted.flatMap((step): Step[] => {
    const amountMinor = step.amountMinor - (has.get(step.ref) ?? 0n);
    return amountMinor > 0n ? [{ ...step, amountMinor }] : [];
  });
  const surplus = [...has].flatMap(([ref, sum]): Step[] => {
    const amountMinor = sum - (shall.get(ref) ?? 0n);
    const cause = counted.find((one) => stepOf(one.ref) === ref)?.cause ?? "refund";
    return amountMinor > 0n ? [{ ref, cause, amountMinor, effectiveAt: toldAt }] : [];
  });
  const more = without(missing, total(surplus));
  const back = without(surplus, total(missing)).map((step) => ({ ...step, amountMinor: -step.amountMinor }));
  const name = (ref: string) => partOfStep(ref, counted.filter((one) => stepOf(one.ref) === ref).length + 1);
  let paidBack = total(counted);
  const taken = sums(counted);
  return [...more, ...back].map(({ ref, cause, amountMinor, effectiveAt }) => {
    paidBack += amountMinor;
    const part = (id: string, whole: bigint) => {
      const before = taken.get(id) ?? 0n;
      const after = takenAfter(whole, paidBack, order.totalMinor);
      taken.set(id, after);
      return after - before;
    };
    return {
      ref: name(ref),
      orderId: order.id,
      cause,
      amountMinor,
      volumes: Object.fromEntries(Object.entries(order.volumes).map(([id, whole]) => [id, part(id, whole)])),
      margin: part(MARGIN, order.margin),
      effectiveAt: later(effectiveAt, from),
    };
  });
}

type Step = Pick<OrderRefund, "ref" | "cause" | "amountMinor" | "effectiveAt">;

/** No volume has this name: it is no id. */
const MARGIN = "%margin";

/** The steps without the first so many minor units of them. */
function without(steps: readonly Step[], minor: bigint): Step[] {
  let left = minor;
  return steps.flatMap((step) => {
    const covered = least(step.amountMinor, left);
    left -= covered;
    return covered === step.amountMinor ? [] : [{ ...step, amountMinor: step.amountMinor - covered }];
  });
}

function total(steps: readonly Step[]): bigint {
  return steps.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

function sums(counted: readonly OrderRefund[]): Map<string, bigint> {
  const taken = new Map<string, bigint>();
  const add = (id: string, amount: bigint) => taken.set(id, (taken.get(id) ?? 0n) + amount);
  for (const { volumes, margin } of counted) {
    for (const [id, amount] of Object.entries(volumes)) add(id, amount);
    add(MARGIN, margin);
  }
  return taken;
}

/** A percent sign is written as `%25` in names of steps, so that none looks like a part of another. */
const PART = "%.";

/** The name of what counts of a step: the first time the step's own, later a numbered one. */
function partOfStep(ref: string, n: number): string {
  return n === 1 ? ref : `${ref}${PART}${n}`;
}

/** The step that something counts of. */
export function stepOf(ref: string): string {
  return ref.split(PART, 1)[0] ?? ref;
}
