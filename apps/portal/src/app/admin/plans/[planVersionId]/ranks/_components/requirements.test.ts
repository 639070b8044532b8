import { type Cond, meadowAndOak } from "@upline/domain";
import { expect, test } from "vitest";
import { additionsFor, askedBy, condOf, matched, withRank } from "./requirements";

const plan = meadowAndOak(3);
const branch = plan.ranks[3]?.when ?? { always: true };

test("what a rank asks for survives the way through the list", () => {
  for (const { when } of plan.ranks) expect(condOf(askedBy(when))).toEqual(when);
});

test("a single condition becomes a list of one, none at all becomes always", () => {
  expect(askedBy({ ref: "is_active" })).toEqual({ mode: "all", items: [{ ref: "is_active" }] });
  expect(condOf({ mode: "any", items: [] })).toEqual({ always: true });
});

test("a changed threshold is the same requirement, a removed one is left over, a new one has no past", () => {
  const before = askedBy(branch).items;
  const added: Cond = { count: { customers: { volume: "pv", atLeast: "0.01" } }, atLeast: 5 };
  const { rows, gone } = matched([{ metric: "gv", atLeast: "3000" }, added], before);
  expect(rows.map(({ was }) => was)).toEqual([{ metric: "gv", atLeast: "2500" }, null]);
  expect(gone).toEqual([before[0], before[2]]);
});

test("only the edited rank changes", () => {
  const edited = withRank(plan, "branch", { mode: "any", items: [{ ref: "is_active" }] });
  expect(edited.ranks.filter((rank, index) => rank !== plan.ranks[index]).map(({ id }) => id)).toEqual(["branch"]);
});

test("what stands once is not offered again", () => {
  const ids = additionsFor(plan, 3, askedBy(branch).items).map(({ id }) => id);
  expect(ids).toEqual(["own_pv", "legsRank", "legsActive", "customers"]);
});
