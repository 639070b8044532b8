import { invariant } from "../errors/domain-error.ts";
import type { Fact, OrderFact, PeriodFacts, RefundFact } from "../evaluate/facts.ts";
import type { Line } from "../evaluate/outcome.ts";
import { type Instant, instant, plusMs } from "../time/instant.ts";
import { volume } from "../volume/volume.ts";
import type { GoldenCase, GoldenMember, GoldenOrder } from "./case-schema.ts";

const DAY_ZERO = instant("2026-01-01T00:00:00Z");
const DAY_MS = 86_400_000;
const HALF_DAY_MS = DAY_MS / 2;
const START = plusMs(DAY_ZERO, -2 * DAY_MS);
const END = plusMs(DAY_ZERO, 100_000 * DAY_MS);

const dayAt = (day: number): Instant => plusMs(DAY_ZERO, day * DAY_MS);

/** A case with the ids that its names have in the plan. */
export interface Translated {
  readonly golden: GoldenCase;
  readonly volumes: ReadonlyMap<string, string>;
  /** Orders that stand for given earnings. */
  readonly given: readonly GoldenOrder[];
}

/** Labels of the periods of a case, in text order. */
export function periodLabels({ orders, tree, given }: GoldenCase): string[] {
  const labels = [
    "P1",
    ...orders.map(({ period }) => period),
    ...tree.flatMap(({ activePeriods = [] }) => activePeriods),
    ...(given?.earnings ?? []).map(({ period }) => period),
  ];
  return [...new Set(labels)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/**
 * The facts of one period. Every period of a case spans the same days: which orders count in it is given.
 *
 * @param labels     the periods whose orders count here
 * @param originals  lines of the periods before
 */
export function factsFor(
  { golden, volumes, given }: Translated,
  {
    label,
    labels,
    nth,
    originals,
  }: { label: string; labels: readonly string[]; nth: number; originals: readonly Line[] },
): PeriodFacts {
  const recorded = numbering();
  const { all, fact } = orderFacts({ golden, volumes, given }, recorded);
  const here = all.filter(({ period }) => labels.includes(period));
  const before = all.filter(({ period }) => !labels.includes(period) && period < label);
  const past = before.flatMap(fact).filter((one): one is OrderFact | RefundFact => "order" in one);
  const soldIn = new Map(all.map(({ id, period }) => [id, period]));
  return {
    cadence: "month",
    period: { id: `month:${2026 + nth}-01-01`, start: START, end: END },
    versions: [],
    facts: [
      ...golden.tree.flatMap((member, index) => memberFacts(golden, member, { index, label, recorded })),
      ...here.flatMap(fact),
      ...partyFacts(golden, recorded),
    ],
    // What was taken back within the period of its order was never in the base of its lines.
    past: past.filter((one) => one.t === "order" || soldIn.get(one.refund) !== soldIn.get(one.order)),
    closed: [],
    originals,
  };
}

function numbering(): Recorder {
  let seq = 0;
  return (id, recordedAt) => {
    seq += 1;
    return { id, seq, recordedAt };
  };
}

/** Orders of a case as facts: refunds of an order, and whatever is negative by itself, are facts of their own. */
function orderFacts({ golden, volumes, given }: Translated, recorded: Recorder) {
  const all = [...golden.orders, ...given];
  const position = new Map(all.map((order, index) => [order.id, index]));
  const has = new Set(golden.tree.map(({ id }) => id));
  const hasMoves = golden.tree.some(({ sponsorHistory }) => sponsorHistory !== undefined);
  const at = (order: GoldenOrder): Instant => {
    const day = order.day ?? (hasMoves ? -1 : 0);
    return plusMs(dayAt(day), HALF_DAY_MS + (position.get(order.id) ?? 0));
  };
  const isFirst = ({ id, buyer, type }: GoldenOrder) =>
    type !== "refund" && golden.orders.find((order) => order.buyer === buyer && order.type !== "refund")?.id === id;
  const volumesOf = (order: GoldenOrder, sign: bigint) =>
    Object.fromEntries([
      ["none", 0n],
      ...Object.entries(order.volume).map(([name, text]) => [volumes.get(name) ?? name, sign * volume(text)] as const),
      ...(volumes.has("(order)") ? [[volumes.get("(order)") ?? "", sign * 100n] as const] : []),
    ]);
  const orderFact = (order: GoldenOrder): OrderFact => {
    const guest = golden.plan.bonuses.some(({ kind }) => kind === "hostess");
    invariant(has.has(order.buyer), `the buyer ${order.buyer} is in the tree`);
    return {
      ...recorded(order.id, at(order)),
      t: "order",
      order: order.id,
      buyer: guest ? `guest of ${order.buyer}` : order.buyer,
      buyerKind: guest ? "customer" : "distributor",
      creditedTo: order.buyer,
      effectiveAt: at(order),
      volumes: volumesOf(order, 1n),
      margin: 0n,
      isFirst: isFirst(order),
      party: guest ? "party" : null,
      packageLevel: order.volume.pack ?? null,
    };
  };
  const refundFact = (order: GoldenOrder, of: string): RefundFact => {
    invariant(position.has(of), `the refunded order ${of} is in the case`);
    const place = { refund: order.id, order: of, effectiveAt: at(order) };
    return {
      ...recorded(order.id, at(order)),
      t: "refund",
      ...place,
      volumes: volumesOf(order, -1n),
      margin: 0n,
      cause: "refund",
    };
  };
  const adjustments = (order: GoldenOrder): Fact[] =>
    Object.entries(order.volume).map(([name, text]) => ({
      ...recorded(`${order.id}.${name}`, at(order)),
      t: "volumeAdjustment",
      distributor: order.buyer,
      volume: volumes.get(name) ?? name,
      amount: volume(text),
      use: "both",
      effectiveAt: at(order),
      reason: "golden",
    }));
  const isNegative = (order: GoldenOrder) => Object.values(order.volume).some((text) => text.startsWith("-"));
  const fact = (order: GoldenOrder): Fact[] => {
    if (order.refOf !== undefined) return [refundFact(order, order.refOf)];
    return isNegative(order) ? adjustments(order) : [orderFact(order)];
  };
  return { all, fact };
}

type Recorder = (id: string, at: Instant) => { id: string; seq: number; recordedAt: Instant };

function memberFacts(
  { tree }: GoldenCase,
  member: GoldenMember,
  { index, label, recorded }: { index: number; label: string; recorded: Recorder },
): Fact[] {
  const { id } = member;
  const joinedAt = plusMs(dayAt(member.joinDay ?? 0), index);
  const isActive = member.activePeriods ? member.activePeriods.includes(label) : (member.active ?? true);
  const values: Record<string, string | undefined> = {
    active: isActive ? "yes" : "no",
    rank: member.rank,
    depth: String(member.depth ?? 1_000_000),
    package: member.package,
    code: member.code === undefined ? undefined : String(member.code),
    shares: member.shares,
  };
  const edge = (name: string, parent: string | null, slot: number | null, from: Instant): Fact => {
    return { ...recorded(`${name}.${id}.${from}`, from), t: "edge", tree: name, distributor: id, parent, slot, from };
  };
  const isPlaced = member.placement !== undefined || tree.some(({ placement }) => placement === id);
  return [
    { ...recorded(`join.${id}`, joinedAt), t: "distributor", distributor: id, joinedAt, earns: true },
    edge("sponsor", member.sponsor, null, START),
    ...(member.sponsorHistory ?? []).map(({ from, sponsor }) => edge("sponsor", sponsor, null, dayAt(from))),
    ...(isPlaced
      ? [edge("binary", member.placement ?? null, member.placement ? (member.leg === "R" ? 1 : 0) : null, START)]
      : []),
    ...(member.status
      ? [
          {
            ...recorded(`status.${id}`, START),
            t: "status" as const,
            distributor: id,
            status: member.status,
            from: START,
          },
        ]
      : []),
    ...Object.entries(values).flatMap(([key, value]): Fact[] =>
      value === undefined
        ? []
        : [{ ...recorded(`${key}.${id}`, START), t: "attribute", distributor: id, key, value, from: START }],
    ),
  ];
}

function partyFacts({ plan, tree, given, orders }: GoldenCase, recorded: Recorder): Fact[] {
  if (!plan.bonuses.some(({ kind }) => kind === "hostess")) return [];
  const host = orders[0]?.buyer ?? tree[0]?.id ?? "";
  const closedAt = plusMs(END, -1);
  const bookings = given?.bookings ?? 0;
  return [{ ...recorded("party", closedAt), t: "party", party: "party", host, consultant: host, closedAt, bookings }];
}
