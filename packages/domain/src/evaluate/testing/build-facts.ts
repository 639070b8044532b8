import type { PlanVersion } from "../../plan/plan-version.ts";
import { type Instant, instant } from "../../time/instant.ts";
import { periodById } from "../../time/period.ts";
import { volume } from "../../volume/volume.ts";
import type {
  ClosedResult,
  Fact,
  OrderFact,
  PeriodFacts,
  PersonResult,
  RefundFact,
  Standing,
  VolumeMap,
} from "../facts.ts";
import type { Line } from "../outcome.ts";

/** A period as a person would write it down. Volumes and margins are decimal text, moments RFC 3339. */
export interface Story {
  readonly period: string;
  readonly people: readonly {
    readonly id: string;
    readonly sponsor: string | null;
    readonly joined?: string;
    readonly earns?: boolean;
  }[];
  readonly moves?: readonly { readonly id: string; readonly to: string | null; readonly at: string }[];
  /** Places in trees other than that of the ranks; from the very beginning unless it is said when. */
  readonly places?: readonly {
    readonly tree: string;
    readonly id: string;
    readonly parent: string | null;
    readonly slot?: number;
    readonly at?: string;
  }[];
  readonly parties?: readonly {
    readonly id: string;
    readonly host: string;
    readonly bookings: number;
    readonly closed: string | null;
  }[];
  readonly statuses?: readonly { readonly id: string; readonly status: Standing; readonly at: string }[];
  readonly attributes?: readonly {
    readonly id: string;
    readonly key: string;
    readonly value: string;
    readonly at: string;
  }[];
  readonly grants?: readonly {
    readonly id: string;
    readonly rank: string;
    readonly basis: "paidAs" | "title";
    readonly at: string;
    readonly until?: string;
  }[];
  readonly orders?: readonly StoryOrder[];
  readonly refunds?: readonly StoryRefund[];
  readonly past?: { readonly orders: readonly StoryOrder[]; readonly refunds?: readonly StoryRefund[] };
  readonly closed?: readonly StoryClose[];
  readonly originals?: readonly Line[];
  readonly versions?: readonly PlanVersion[];
}

export interface StoryOrder {
  readonly id: string;
  /** The distributor it is credited to; bought by himself unless `customer` is given. */
  readonly of: string;
  readonly customer?: string;
  readonly at: string;
  readonly volumes: Readonly<Record<string, string>>;
  readonly margin?: bigint;
  readonly isFirst?: boolean;
  readonly party?: string | null;
  readonly packageLevel?: string | null;
  readonly nth?: number;
}

export interface StoryRefund {
  readonly id: string;
  readonly order: string;
  readonly at: string;
  readonly volumes: Readonly<Record<string, string>>;
  readonly margin?: bigint;
  readonly cause?: "refund" | "chargeback";
}

export interface StoryClose {
  readonly period: string;
  readonly run?: number;
  readonly closedAt: string;
  readonly people: Readonly<Record<string, Partial<PersonResult>>>;
}

/** The facts of the story, numbered in the order of writing. */
export function factsOf(plan: PlanVersion, story: Story): PeriodFacts {
  const named = story.period.split(":")[0];
  const cadence = plan.periods.find(({ id }) => id === named);
  if (!cadence) throw new Error("the plan has such a period");
  const next = numbering();
  const rootJoin = instant("2020-01-01T00:00:00Z");
  const facts: Fact[] = [];
  for (const { id, sponsor, joined, earns = true } of story.people) {
    const joinedAt = joined ? instant(joined) : rootJoin;
    facts.push({ ...next(`join_${id}`, joinedAt), t: "distributor", distributor: id, joinedAt, earns });
    facts.push(edge(plan, next(`edge_${id}`, joinedAt), id, sponsor));
  }
  for (const { id, to, at } of story.moves ?? []) {
    facts.push(edge(plan, next(`move_${id}_${at}`, instant(at)), id, to));
  }
  for (const { tree, id, parent, slot = null, at } of story.places ?? []) {
    const from = at ? instant(at) : rootJoin;
    facts.push({ ...next(`place_${tree}_${id}_${from}`, from), t: "edge", tree, distributor: id, parent, slot, from });
  }
  for (const { id, host, bookings, closed } of story.parties ?? []) {
    const closedAt = closed ? instant(closed) : null;
    facts.push({ ...next(id, rootJoin), t: "party", party: id, host, consultant: host, closedAt, bookings });
  }
  for (const { id, status, at } of story.statuses ?? []) {
    facts.push({ ...next(`status_${id}_${at}`, instant(at)), t: "status", distributor: id, status, from: instant(at) });
  }
  for (const { id, key, value, at } of story.attributes ?? []) {
    const dated = { distributor: id, key, value, from: instant(at) };
    facts.push({ ...next(`attribute_${id}_${key}_${at}`, instant(at)), t: "attribute", ...dated });
  }
  for (const { id, rank, basis, at, until } of story.grants ?? []) {
    const range = { from: instant(at), until: until ? instant(until) : null };
    facts.push({
      ...next(`grant_${id}_${at}`, instant(at)),
      t: "grant",
      distributor: id,
      rank,
      basis,
      ...range,
      reason: "test",
    });
  }
  for (const order of story.orders ?? []) facts.push(orderFact(next, order));
  for (const refund of story.refunds ?? []) facts.push(refundFact(next, refund));

  return {
    cadence: cadence.id,
    period: periodById(cadence, story.period, plan.timeZone),
    versions: story.versions ?? [],
    facts,
    past: [
      ...(story.past?.orders ?? []).map((order) => orderFact(next, order)),
      ...(story.past?.refunds ?? []).map((refund) => refundFact(next, refund)),
    ],
    closed: (story.closed ?? []).map((close) => closedResult(plan, close)),
    originals: story.originals ?? [],
  };
}

function edge(plan: PlanVersion, recorded: Recorded, distributor: string, parent: string | null): Fact {
  return { ...recorded, t: "edge", tree: plan.rankTree, distributor, parent, slot: null, from: recorded.recordedAt };
}

function orderFact(
  next: Numbering,
  { id, of, customer, at, volumes, margin = 0n, isFirst = false, party = null, packageLevel = null, nth }: StoryOrder,
): OrderFact {
  return {
    ...next(id, instant(at)),
    t: "order",
    order: id,
    buyer: customer ?? of,
    buyerKind: customer ? "customer" : "distributor",
    creditedTo: of,
    effectiveAt: instant(at),
    volumes: volumeMap(volumes),
    margin,
    isFirst,
    party,
    packageLevel,
    ...(nth === undefined ? {} : { nth }),
  };
}

function refundFact(
  next: Numbering,
  { id, order, at, volumes, margin = 0n, cause = "refund" }: StoryRefund,
): RefundFact {
  const taken = { volumes: volumeMap(volumes), margin, cause };
  return { ...next(id, instant(at)), t: "refund", refund: id, order, effectiveAt: instant(at), ...taken };
}

function closedResult(plan: PlanVersion, { period, run = 1, closedAt, people }: StoryClose): ClosedResult {
  const lowest = plan.ranks[0]?.id ?? "";
  const nobody = {
    active: false,
    qualified: lowest,
    paidAs: lowest,
    title: lowest,
    metrics: {},
    volumes: {},
    holds: [],
  };
  const complete = Object.entries(people).map(([id, person]) => {
    const active = person.active ?? false;
    return [id, { ...nobody, holds: active ? [plan.active] : [], ...person }] as const;
  });
  return { period, run, closedAt: instant(closedAt), people: Object.fromEntries(complete) };
}

/** Points as text to hundredths. */
export function volumeMap(points: Readonly<Record<string, string>>): VolumeMap {
  return Object.fromEntries(Object.entries(points).map(([id, text]) => [id, volume(text)]));
}

type Recorded = { id: string; seq: number; recordedAt: Instant };
type Numbering = (id: string, recordedAt: Instant) => Recorded;

function numbering(): Numbering {
  let seq = 0;
  return (id, recordedAt) => {
    seq += 1;
    return { id, seq, recordedAt };
  };
}
