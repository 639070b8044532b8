import { children, type NumberedTree } from "../genealogy/tree.ts";
import type { CountCond } from "../plan/plan-version.ts";
import type { Counter, Where } from "./counts.ts";

type TreeCount = Exclude<CountCond, { customers: unknown }>;

/**
 * Counts in a placement tree of which some conditions ask for people whom the counting person sponsored himself: being
 * sponsored is then not a matter of the level. People are looked up by preorder numbers, so depth costs nothing.
 *
 * @param sponsors  canonical number of everybody's sponsor; -1 for none
 */
export function placementCounter(of: TreeCount, tree: NumberedTree, where: Where, sponsors: Int32Array): Counter {
  const { entry, exit } = preorder(tree);
  const bySponsor = new Map<number, number[]>();
  for (const [person, sponsor] of sponsors.entries()) {
    if (sponsor < 0) continue;
    const own = bySponsor.get(sponsor) ?? [];
    bySponsor.set(sponsor, own);
    own.push(person);
  }
  const isBelow = (number: number, top: number) => {
    const at = entry[number] ?? 0;
    return at >= (entry[top] ?? 0) && at < (exit[top] ?? 0);
  };
  const range =
    "legs" in of
      ? { from: 1, to: of.legs.at === "top" ? 1 : (of.legs.maxDepth ?? Number.POSITIVE_INFINITY) }
      : { from: of.members.from, to: of.members.to === "infinity" ? Number.POSITIVE_INFINITY : of.members.to };
  // As a rule nobody but the sponsored can count at all, and this list is empty.
  let known: readonly number[] | null = null;
  const deeper = () => {
    known ??= Array.from(tree.canon.keys()).filter((number) => where.deeper(tree.canon[number] ?? 0));
    return known;
  };
  const hits = (person: number): number[] => {
    const top = tree.bfs[person] ?? -1;
    if (top < 0) return [];
    const inRange = (number: number) => {
      const level = (tree.depth[number] ?? 0) - (tree.depth[top] ?? 0);
      return number >= 0 && isBelow(number, top) && level >= range.from && level <= range.to;
    };
    const sponsored = bySponsor.get(person) ?? [];
    const own = new Set(sponsored);
    const met = sponsored.filter((each) => where.frontline(each)).map((each) => tree.bfs[each] ?? -1);
    const others = deeper().filter((number) => !own.has(tree.canon[number] ?? -1));
    return [...met, ...others].filter(inRange);
  };
  const legsOf = (person: number) => {
    const number = tree.bfs[person] ?? -1;
    const found = hits(person);
    const tops = number < 0 ? [] : [...children(tree, number)];
    return tops.map((top) => ({ top: tree.canon[top] ?? 0, counts: found.some((hit) => isBelow(hit, top)) }));
  };
  return {
    visit: () => undefined,
    count: (person) => ("legs" in of ? legsOf(person).filter(({ counts }) => counts).length : hits(person).length),
    legs: (person) => ("legs" in of ? legsOf(person) : null),
  };
}

/** When a walk through the tree enters each node, and when it has left everybody below. */
function preorder(tree: NumberedTree): { entry: Int32Array; exit: Int32Array } {
  const size = tree.canon.length;
  const sizes = new Int32Array(size).fill(1);
  for (let number = size - 1; number >= 0; number -= 1) {
    const above = tree.parent[number] ?? -1;
    if (above >= 0) sizes[above] = (sizes[above] ?? 0) + (sizes[number] ?? 0);
  }
  const entry = new Int32Array(size);
  const exit = new Int32Array(size);
  let next = 0;
  for (let number = 0; number < size; number += 1) {
    if ((tree.parent[number] ?? -1) < 0) {
      entry[number] = next;
      next += sizes[number] ?? 0;
    }
    exit[number] = (entry[number] ?? 0) + (sizes[number] ?? 0);
    let at = (entry[number] ?? 0) + 1;
    for (const child of children(tree, number)) {
      entry[child] = at;
      at += sizes[child] ?? 0;
    }
  }
  return { entry, exit };
}
