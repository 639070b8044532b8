import { describe, expect, test } from "vitest";
import { instant } from "../time/instant.ts";
import { type Edge, edgeIndex } from "./edges.ts";
import { canMove, type Move } from "./move.ts";

const day = (n: number) => instant(`2026-03-${String(n).padStart(2, "0")}T00:00:00Z`);
const edge = (distributor: string, parent: string | null, slot: number | null = null, from = 1): Edge => {
  return { distributor, parent, slot, from: day(from), seq: from };
};
/** ann ─ bob ─ cyd, and dee beside bob; gil has left. On the 20th dee goes under cyd. */
const sponsor = edgeIndex([
  edge("ann", null),
  edge("bob", "ann"),
  edge("cyd", "bob"),
  edge("dee", "ann"),
  edge("dee", "cyd", null, 20),
  edge("gil", "ann"),
]);
const binary = edgeIndex([edge("ann", null), edge("bob", "ann", 0), edge("cyd", "bob", 0), edge("dee", "bob", 1, 20)]);
const situation = { removed: new Set(["gil"]), now: day(10) };
const move = (distributor: string, parent: string | null, slot: number | null = null, from = 10): Move => {
  return { distributor, parent, slot, from: day(from) };
};

describe("a move in the sponsor tree", () => {
  test.each([
    { name: "is made to somebody beside", move: move("dee", "bob"), reason: null },
    { name: "is made to the top", move: move("cyd", null), reason: null },
    { name: "is refused in the past", move: move("cyd", "ann", null, 9), reason: "move_in_past" },
    { name: "is refused to somebody who has left", move: move("cyd", "gil"), reason: "move_target_removed" },
    { name: "is refused to somebody who is not there", move: move("cyd", "zoe"), reason: "move_target_removed" },
    { name: "is refused with a slot", move: move("cyd", "ann", 0), reason: "move_slot_invalid" },
    { name: "is refused where the person is", move: move("cyd", "bob"), reason: "move_no_change" },
    { name: "is refused under himself", move: move("bob", "bob"), reason: "move_under_own_downline" },
    { name: "is refused under his downline", move: move("ann", "cyd"), reason: "move_under_own_downline" },
    { name: "is refused under a later downline", move: move("bob", "dee"), reason: "move_under_own_downline" },
  ])("$name", ({ move, reason }) => {
    const answer = canMove(move, { ...situation, edges: sponsor, width: null });
    expect(answer).toEqual(reason === null ? { ok: true } : { ok: false, reason });
  });
});

describe("a move in a binary tree", () => {
  test.each([
    { name: "takes a free slot", move: move("cyd", "ann", 1), reason: null },
    { name: "changes the side", move: move("bob", "ann", 1), reason: null },
    { name: "is refused into a slot that is taken", move: move("cyd", "ann", 0), reason: "move_slot_taken" },
    { name: "is refused into a slot that is taken later", move: move("cyd", "bob", 1), reason: "move_slot_taken" },
    { name: "is refused into a third slot", move: move("cyd", "ann", 2), reason: "move_slot_invalid" },
    { name: "is refused without a slot", move: move("cyd", "ann"), reason: "move_slot_invalid" },
  ])("$name", ({ move, reason }) => {
    const answer = canMove(move, { ...situation, edges: binary, width: 2 });
    expect(answer).toEqual(reason === null ? { ok: true } : { ok: false, reason });
  });
});
