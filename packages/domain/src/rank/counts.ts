import { children, type NumberedTree } from "../genealogy/tree.ts";
import type { CountCond } from "../plan/plan-version.ts";

/** Whether a person (canonical number) is counted: as a direct child of the one who counts, and from further down. */
export interface Where {
  readonly frontline: (canonical: number) => boolean;
  readonly deeper: (canonical: number) => boolean;
}

/** Looks at the nodes of a tree while ranks are decided. */
export interface Visitor {
  /** Looks at one node; nodes come deepest first, by falling breadth-first number. */
  visit(number: number): void;
}

/** Counts legs or people below. Everybody below must have been visited before somebody is asked about. */
export interface Counter extends Visitor {
  /** 0 for the unplaced. */
  count(canonical: number): number;
  /** Each leg by the canonical number of its top, and whether it counts; null where no legs are counted. */
  legs(canonical: number): { readonly top: number; readonly counts: boolean }[] | null;
}

type TreeCount = Exclude<CountCond, { customers: unknown }>;

export function counterOf(of: TreeCount, tree: NumberedTree, where: Where): Counter {
  return "legs" in of ? legCounter(of.legs, tree, where) : memberCounter(of.members, tree, where);
}

/** A counter that has seen the whole tree. */
export function visitAll<V extends Visitor>(counter: V, tree: NumberedTree): V {
  for (let number = tree.canon.length - 1; number >= 0; number -= 1) counter.visit(number);
  return counter;
}

const NOWHERE = 2 ** 30;

function legCounter(legs: Extract<CountCond, { legs: unknown }>["legs"], tree: NumberedTree, where: Where): Counter {
  const isFrontline = new Uint8Array(tree.canon.length);
  /** Levels down to the nearest person who counts, the node itself at 0; and the same without the node itself. */
  const nearest = new Int32Array(tree.canon.length);
  const nearestBelow = new Int32Array(tree.canon.length);
  const reach = legs.at === "top" ? 1 : (legs.maxDepth ?? NOWHERE - 1);
  const counts = (child: number) => isFrontline[child] === 1 || 1 + (nearestBelow[child] ?? NOWHERE) <= reach;

  return {
    visit(number) {
      const canonical = tree.canon[number] ?? 0;
      let below = NOWHERE;
      for (const child of children(tree, number)) below = Math.min(below, (nearest[child] ?? NOWHERE) + 1);
      isFrontline[number] = where.frontline(canonical) ? 1 : 0;
      nearestBelow[number] = below;
      nearest[number] = where.deeper(canonical) ? 0 : below;
    },
    count(canonical) {
      const number = tree.bfs[canonical] ?? -1;
      if (number < 0) return 0;
      let counted = 0;
      for (const child of children(tree, number)) if (counts(child)) counted += 1;
      return counted;
    },
    legs(canonical) {
      const number = tree.bfs[canonical] ?? -1;
      const tops = number < 0 ? [] : [...children(tree, number)];
      return tops.map((child) => ({ top: tree.canon[child] ?? 0, counts: counts(child) }));
    },
  };
}

function memberCounter(
  members: Extract<CountCond, { members: unknown }>["members"],
  tree: NumberedTree,
  where: Where,
): Counter {
  const size = tree.canon.length;
  /** How many count among this number and all greater ones: a level of a subtree is a stretch of numbers. */
  const [frontFrom, deepFrom] = [new Int32Array(size + 1), new Int32Array(size + 1)];
  const total = new Int32Array(size);
  const between = (from: Int32Array, low: number, high: number) => (from[low] ?? 0) - (from[high] ?? 0);
  const firstChild = (number: number) => tree.childAt[number] ?? size;

  return {
    visit(number) {
      const canonical = tree.canon[number] ?? 0;
      const counts = where.deeper(canonical) ? 1 : 0;
      frontFrom[number] = (frontFrom[number + 1] ?? 0) + (where.frontline(canonical) ? 1 : 0);
      deepFrom[number] = (deepFrom[number + 1] ?? 0) + counts;
      let below = counts;
      for (const child of children(tree, number)) below += total[child] ?? 0;
      total[number] = below;
    },
    count(canonical) {
      const number = tree.bfs[canonical] ?? -1;
      if (number < 0) return 0;
      let [low, high, level, counted] = [firstChild(number), firstChild(number + 1), 1, 0];
      const isOpen = members.to === "infinity";
      if (isOpen) {
        // The person himself has not been visited when the ladder asks; everybody below has.
        for (const child of children(tree, number)) counted += total[child] ?? 0;
        counted += between(frontFrom, low, high) - between(deepFrom, low, high);
      }
      // With an open end the levels before `from` are taken off the whole; otherwise the wanted ones are added up.
      const last = isOpen ? members.from - 1 : Number(members.to);
      for (; low < high && level <= last; level += 1) {
        const here = between(level === 1 ? frontFrom : deepFrom, low, high);
        if (isOpen) counted -= here;
        else if (level >= members.from) counted += here;
        [low, high] = [firstChild(low), firstChild(high)];
      }
      return counted;
    },
    legs: () => null,
  };
}
