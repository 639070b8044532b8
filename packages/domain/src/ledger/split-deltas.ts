import { invariant } from "../errors/domain-error.ts";
import { least } from "../money/least.ts";

/** A difference of one commission line, about to be posted. */
export interface LineDelta {
  readonly key: string;
  /** Minor units, any sign but zero. */
  readonly minor: bigint;
  /** The line whose money moves: the original of a refund line, otherwise the line itself. */
  readonly movesKey: string;
}

/** What a person has, in minor units, none below zero; read under the lock of the person's balances. */
export interface PersonFunds {
  /** Still inside the hold, by line key; a line that is not named has nothing pending. */
  readonly pendingOf: ReadonlyMap<string, bigint>;
  /** Released and frozen by a dispute, by line key. */
  readonly onHoldOf: ReadonlyMap<string, bigint>;
  readonly available: bigint;
}

/** Where the differences of one person from one cause go; parts in minor units. */
export interface DeltaSplit {
  /** Sum of the differences: what the company's expense rises by. */
  readonly net: bigint;
  /** By how much what is pending of each line changes; zero is left out. */
  readonly pendingChanges: ReadonlyMap<string, bigint>;
  /** By how much what is frozen of each line changes: never up; zero is left out. */
  readonly onHoldChanges: ReadonlyMap<string, bigint>;
  /** Taken from released money and, where that ends, owed; none below zero. `fromOnHold` is the sum of the changes. */
  readonly fromOnHold: bigint;
  readonly fromAvailable: bigint;
  readonly toReceivable: bigint;
}

/**
 * Splits the differences of one person from one cause.
 *
 * A gain becomes pending on its line. A loss takes what of its own line is pending, then frozen; what is left over is
 * set against the gains of the same cause, so that money moved from one line to another touches released money only
 * with its net; then it takes available money down to zero, and the rest is owed. Pending money of other lines is never
 * used: pending in total stays the sum of what is pending of each line.
 */
export function splitDeltas(deltas: readonly LineDelta[], funds: PersonFunds): DeltaSplit {
  const pending = new Map(funds.pendingOf);
  const onHold = new Map(funds.onHoldOf);
  let [uncovered, fromOnHold] = [0n, 0n];
  for (const { minor, movesKey } of deltas.filter(({ minor }) => minor < 0n)) {
    const afterPending = -minor - take(pending, movesKey, -minor);
    const frozen = take(onHold, movesKey, afterPending);
    fromOnHold += frozen;
    uncovered += afterPending - frozen;
  }
  for (const { minor, movesKey } of deltas.filter(({ minor }) => minor > 0n)) {
    const offset = least(minor, uncovered);
    uncovered -= offset;
    pending.set(movesKey, (pending.get(movesKey) ?? 0n) + minor - offset);
  }
  const fromAvailable = least(uncovered, funds.available);
  const toReceivable = uncovered - fromAvailable;

  const pendingChanges = changed(funds.pendingOf, pending);
  const net = deltas.reduce((sum, { minor }) => sum + minor, 0n);
  const moved = [...pendingChanges.values()].reduce((sum, change) => sum + change, 0n);
  invariant(moved - fromOnHold - fromAvailable - toReceivable === net, "the parts of a split add up to its net");
  return {
    net,
    pendingChanges,
    onHoldChanges: changed(funds.onHoldOf, onHold),
    fromOnHold,
    fromAvailable,
    toReceivable,
  };
}

/** Takes as much as there is, and says how much that was. */
function take(from: Map<string, bigint>, key: string, wanted: bigint): bigint {
  const there = from.get(key) ?? 0n;
  invariant(there >= 0n, "what is pending or frozen of a line is never below zero");
  const taken = least(there, wanted);
  if (taken > 0n) from.set(key, there - taken);
  return taken;
}

function changed(before: ReadonlyMap<string, bigint>, after: ReadonlyMap<string, bigint>): Map<string, bigint> {
  const changes = [...after].map(([key, minor]) => [key, minor - (before.get(key) ?? 0n)] as const);
  return new Map(changes.filter(([, change]) => change !== 0n));
}
