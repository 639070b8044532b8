import type { PlanVersion } from "../plan/plan-version.ts";
import type { Instant } from "../time/instant.ts";
import type { Line } from "./outcome.ts";

/** Volume id to hundredths of a point. A volume that is not named is 0. */
export type VolumeMap = Readonly<Record<string, bigint>>;

export type Standing = "pending" | "good" | "suspended" | "terminated" | "merged";

interface Recorded {
  readonly id: string;
  /** Order of recording, without gaps of meaning: a later fact has a greater number. */
  readonly seq: number;
  readonly recordedAt: Instant;
}

export interface DistributorFact extends Recorded {
  readonly t: "distributor";
  readonly distributor: string;
  readonly joinedAt: Instant;
  /** false = house node (company root): passed through by every walk. */
  readonly earns: boolean;
}
export interface CustomerFact extends Recorded {
  readonly t: "customer";
  readonly customer: string;
  readonly creditedTo: string;
  readonly from: Instant;
}
export interface StatusFact extends Recorded {
  readonly t: "status";
  readonly distributor: string;
  readonly status: Standing;
  readonly from: Instant;
}
export interface AttributeFact extends Recorded {
  readonly t: "attribute";
  readonly distributor: string;
  readonly key: string;
  /** An empty text takes the attribute away: whoever reads it then finds none. */
  readonly value: string;
  readonly from: Instant;
}
export interface EdgeFact extends Recorded {
  readonly t: "edge";
  readonly tree: string;
  readonly distributor: string;
  readonly parent: string | null;
  readonly slot: number | null;
  readonly from: Instant;
}
export interface OrderFact extends Recorded {
  readonly t: "order";
  /** Id of the order; the `id` of a fact is the id of its record and may be the same. */
  readonly order: string;
  readonly buyer: string;
  readonly buyerKind: "customer" | "distributor";
  readonly creditedTo: string;
  readonly effectiveAt: Instant;
  readonly volumes: VolumeMap;
  /** Price charged minus distributor price, in minor units. */
  readonly margin: bigint;
  /** The buyer's first counted order by (effectiveAt, id); a refund of it makes no other one first. */
  readonly isFirst: boolean;
  readonly party: string | null;
  readonly packageLevel: string | null;
  /** The how-many-th order credited to the distributor it is, by (effectiveAt, id); for plans that pass sales up. */
  readonly nth?: number;
}
export interface RefundFact extends Recorded {
  readonly t: "refund";
  readonly refund: string;
  readonly order: string;
  readonly effectiveAt: Instant;
  /** Taken back: positive. */
  readonly volumes: VolumeMap;
  readonly margin: bigint;
  readonly cause: "refund" | "chargeback";
  /** The period it counts in, of the cadence that is evaluated; only where refunds of several periods are given. */
  readonly countsIn?: string;
}
export interface VolumeAdjustmentFact extends Recorded {
  readonly t: "volumeAdjustment";
  readonly distributor: string;
  readonly volume: string;
  readonly amount: bigint;
  readonly use: "qualification" | "both";
  readonly effectiveAt: Instant;
  readonly reason: string;
}
export interface GrantFact extends Recorded {
  readonly t: "grant";
  readonly distributor: string;
  readonly rank: string;
  readonly basis: "paidAs" | "title";
  readonly from: Instant;
  readonly until: Instant | null;
  readonly reason: string;
}
export interface PartyFact extends Recorded {
  readonly t: "party";
  readonly party: string;
  readonly host: string;
  readonly consultant: string;
  readonly closedAt: Instant | null;
  readonly bookings: number;
}
export interface ReassignFact extends Recorded {
  readonly t: "reassign";
  readonly fact: string;
  readonly cadence: string;
  readonly period: string;
}
export interface FreezeFact extends Recorded {
  readonly t: "freeze";
  readonly period: string;
  readonly freezeSeq: number;
}
export interface CloseFact extends Recorded {
  readonly t: "close";
  readonly period: string;
  readonly run: number;
  readonly closedAt: Instant;
}

/** Everything the engine is ever told about the world. */
export type Fact =
  | DistributorFact
  | CustomerFact
  | StatusFact
  | AttributeFact
  | EdgeFact
  | OrderFact
  | RefundFact
  | VolumeAdjustmentFact
  | GrantFact
  | PartyFact
  | ReassignFact
  | FreezeFact
  | CloseFact;

/** What one period decided about one distributor; also what later periods and live lines read of it. */
export interface PersonResult {
  readonly active: boolean;
  readonly qualified: string;
  readonly paidAs: string;
  readonly title: string;
  /** Metric id to hundredths (a metric that counts people holds the count times 100). */
  readonly metrics: Readonly<Record<string, bigint>>;
  /** Own volume of the period (PV), volume id to hundredths. */
  readonly volumes: VolumeMap;
  /** Ids of the plan's named conditions that hold. */
  readonly holds: readonly string[];
}

/** Result of a posted run of a base period, as read by what comes after it. */
export interface ClosedResult {
  /** `<cadence>:<local start date>` */
  readonly period: string;
  readonly run: number;
  readonly closedAt: Instant;
  readonly people: Readonly<Record<string, PersonResult>>;
}

/** Ranks that run on from period to period. */
export interface PersonState {
  readonly held: string;
  readonly misses: number;
  readonly title: string;
  /** `qualified` of the base periods in a row in which it lay below the title, oldest first. */
  readonly below: readonly string[];
}
export interface State {
  /** The period this state closes; null before the first one. */
  readonly period: string | null;
  readonly people: Readonly<Record<string, PersonState>>;
  /** What bonuses carry on, by bonus id; absent while none does. Plain JSON: volumes are hundredths as text. */
  readonly running?: Readonly<Record<string, Running>>;
}
/** What one bonus carries from close to close. */
export interface Running {
  /** How many closes of the bonus there have been. */
  readonly closes: number;
  /** Legs of a binary, by distributor. */
  readonly legs?: Readonly<Record<string, LegState>>;
  /** Awards by distributor, then rank. */
  readonly awards?: Readonly<Record<string, Readonly<Record<string, Award>>>>;
}
export interface LegState {
  readonly left: readonly Lot[];
  readonly right: readonly Lot[];
  readonly firstPairDone?: true;
}
/** Unmatched volume of one close; the oldest first, a negative one is a debt. */
export interface Lot {
  readonly close: number;
  readonly quantity: string;
}
/** A rank that was awarded: how many instalments were paid, and how many closes have gone by since, the first included. */
export interface Award {
  readonly paid: number;
  readonly closes: number;
}
export const EMPTY_STATE: State = { period: null, people: {} };

export interface PeriodFacts {
  readonly cadence: string;
  readonly period: { readonly id: string; readonly start: Instant; readonly end: Instant };
  /** Other versions of the plan, for windows that keep the version of the join and for late orders. */
  readonly versions: readonly PlanVersion[];
  /**
   * People, edges, statuses, attributes, grants up to the end of the period; orders, refunds, and adjustments that
   * count in it. In any order: the result does not depend on it.
   */
  readonly facts: readonly Fact[];
  /** Orders and refunds of earlier periods, as far as a refund that counts here needs them. */
  readonly past: readonly (OrderFact | RefundFact)[];
  /**
   * Orders of earlier periods that belong to parties closed here, and everything that was taken back of them by the end
   * of the period, whenever it counts. Absent = parties sold within the period only.
   */
  readonly partySales?: readonly (OrderFact | RefundFact)[];
  /** Results of closed base periods, all runs; the last few suffice (`own` over n periods, `heldFor`, live lines). */
  readonly closed: readonly ClosedResult[];
  /** Posted lines of earlier periods that contain an order taken back here. */
  readonly originals: readonly Line[];
}

/** A distributor as a live line reads him: everything frozen at the order's effective instant. */
export interface FrozenPerson {
  readonly id: string;
  readonly joinedAt: Instant;
  readonly status: Standing;
  readonly earns: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  /** The next six: of the newest base period closed by then; when nothing closed since he joined: true, lowest, {}. */
  readonly active: boolean;
  readonly qualified: string;
  readonly paidAs: string;
  readonly title: string;
  readonly metrics: Readonly<Record<string, bigint>>;
  /** Named conditions that held; absent = decided from the fields above as far as they reach. */
  readonly holds?: readonly string[];
}

/** By whom somebody was brought in; a later move changes nothing of it. */
export interface Recruited {
  /** Null for somebody who began on top. */
  readonly sponsor: string | null;
  /** The how-many-th recruit of his sponsor, by (joinedAt, id); 0 on top. */
  readonly nth: number;
}

export interface OrderFacts {
  readonly order: {
    readonly id: string;
    readonly buyer: string;
    readonly buyerKind: "customer" | "distributor";
    readonly creditedTo: string;
    readonly effectiveAt: Instant;
    readonly volumes: VolumeMap;
    readonly margin: bigint;
    readonly isFirst: boolean;
    readonly packageLevel?: string | null;
    /** The how-many-th order credited to the distributor it is; only where a live bonus passes sales up. */
    readonly nth?: number;
  };
  /** Base period the order counts in. */
  readonly countsIn: string;
  /** The credited distributor first, then everybody above him in the tree of the ranks, all frozen at `effectiveAt`. */
  readonly line: readonly FrozenPerson[];
  /** Whom else a live bonus meets: uplines in other trees, owners of passed-up sales. */
  readonly others?: readonly FrozenPerson[];
  /** Parents at `effectiveAt` by tree and person, of everybody whom a live bonus meets off the line. */
  readonly parents?: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  /** By tree and person, where a live bonus passes sales up. */
  readonly recruits?: Readonly<Record<string, Readonly<Record<string, Recruited>>>>;
  readonly refunds: readonly {
    readonly id: string;
    readonly effectiveAt: Instant;
    readonly countsIn: string;
    readonly volumes: VolumeMap;
    readonly margin: bigint;
    readonly cause: "refund" | "chargeback";
  }[];
  /** Other versions of the plan, for windows that keep the version of the join; absent = this version only. */
  readonly versions?: readonly PlanVersion[];
}
