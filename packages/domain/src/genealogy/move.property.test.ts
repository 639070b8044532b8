import fc from "fast-check";
import { expect, test } from "vitest";
import { anyParents, edgesOf, nthDistributor, RUNS } from "../testing.ts";
import { instant } from "../time/instant.ts";
import { type Edge, edgeIndex, uplineAt } from "./edges.ts";
import { canMove } from "./move.ts";

test("P27: accepted moves, in whatever order they are recorded, leave the tree without a circle at every moment", () => {
  const anyMoves = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 6 })), { maxLength: 12 });
  const law = fc.property(anyParents(12), anyMoves, (parents, moves) => {
    const edges: Edge[] = edgesOf(parents, instant(0));
    for (const [who, under, from] of moves) {
      const distributor = nthDistributor(who % parents.length);
      const move = { distributor, parent: nthDistributor(under % parents.length), slot: null, from: instant(from) };
      const situation = { edges: edgeIndex(edges), width: null, removed: new Set<string>(), now: instant(1) };
      if (canMove(move, situation).ok) edges.push({ ...move, seq: edges.length + 1 });
    }
    const index = edgeIndex(edges);
    for (const [n] of parents.entries()) {
      for (let at = 0; at <= 7; at += 1) expect(() => uplineAt(index, nthDistributor(n), instant(at))).not.toThrow();
    }
  });
  fc.assert(law, RUNS);
});
