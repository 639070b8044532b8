import { describe, expect, it } from "vitest";
import { EXAMPLE } from "../evaluate/testing/worked-example.ts";
import type { Cond, CountCond, PlanVersion } from "../plan/plan-version.ts";
import { readsRank } from "./reads-rank.ts";

const rank: Cond = { rank: "builder", basis: "qualified" };
const sales: Cond = { metric: "gv", atLeast: "1" };
const legs = (where: Cond): CountCond => ({ legs: { tree: "sponsor", at: "somewhere", where } });
const members = (where: Cond): CountCond => ({ members: { tree: "sponsor", from: 1, to: 2, where } });
const customers: CountCond = { customers: { volume: "pv", atLeast: "1" } };
const counting = (id: string, of: CountCond): PlanVersion["metrics"][number] => ({ id, label: id, kind: "count", of });
const named = (id: string, when: Cond): PlanVersion["conditions"][number] => ({ id, label: id, when });

const side = (id: string, stopAtRank?: string): PlanVersion["metrics"][number] => ({
  ...{ id, label: "Side", kind: "group", volume: "pv", tree: "sponsor", period: "month" },
  includeSelf: true,
  ...(stopAtRank === undefined ? {} : { stopAtRank }),
});

const PLAN: PlanVersion = {
  ...EXAMPLE,
  metrics: [
    ...EXAMPLE.metrics,
    counting("builders", legs(rank)),
    counting("sellers", members(sales)),
    counting("buyers", customers),
    counting("over_builders", legs({ metric: "builders", atLeast: "1" })),
    { id: "more_builders", label: "more", kind: "growth", of: "builders" },
    { id: "more_sales", label: "more", kind: "growth", of: "gv" },
    { id: "more_itself", label: "more", kind: "growth", of: "more_itself" },
    side("stopped", "builder"),
    side("open"),
    { id: "own", label: "own", kind: "own", volume: "pv", period: "month" },
    counting("same_name", legs({ ref: "same_name" })),
    counting("round", legs({ metric: "round", atLeast: "1" })),
  ],
  conditions: [
    named("is_active", sales),
    named("is_builder", { all: [sales, rank] }),
    named("steady", { heldFor: "is_builder", periods: 2 }),
    named("same_name", rank),
    named("circle", { any: [{ ref: "circle" }, sales] }),
    named("twice", { any: [{ ref: "is_active" }, { ref: "is_builder" }] }),
  ],
};

describe("whether a condition reads a rank of the period", () => {
  it.each<[string, Cond, boolean]>([
    ["a rank", rank, true],
    ["a rank of this period, said", { ...rank, at: "this" }, true],
    ["a rank of the closed period", { ...rank, at: "lastClosed" }, false],
    ["a volume", sales, false],
    ["always", { always: true }, false],
    ["one part of several", { all: [sales, { any: [sales, { not: rank }] }] }, true],
    ["no part of several", { all: [sales, { not: sales }] }, false],
    ["a name whose meaning does", { ref: "is_builder" }, true],
    ["a name whose meaning does, of the closed period", { ref: "is_builder", at: "lastClosed" }, false],
    ["a name whose meaning does not", { ref: "is_active" }, false],
    ["a name of which the second part does", { ref: "twice" }, true],
    ["a name that means itself", { ref: "circle" }, false],
    ["a name nobody defined", { ref: "nothing" }, false],
    ["periods in which a name held that does", { heldFor: "is_builder", periods: 2 }, true],
    ["periods in which a name held that does not", { heldFor: "is_active", periods: 2 }, false],
    ["periods in which periods held of which one does", { heldFor: "steady", periods: 2 }, true],
    ["a metric that counts by one that does", { metric: "over_builders", atLeast: "1" }, true],
    ["a count of legs with a rank", { count: legs(rank), atLeast: 1 }, true],
    ["a count of people with a rank", { count: members(rank), atLeast: 1 }, true],
    ["a count of people who sell", { count: members(sales), atLeast: 1 }, false],
    ["a count of customers", { count: customers, atLeast: 1 }, false],
    ["a metric that counts legs with a rank", { metric: "builders", atLeast: "1" }, true],
    ["such a metric of the closed period", { metric: "builders", atLeast: "1", at: "lastClosed" }, false],
    ["a metric that counts people who sell", { metric: "sellers", atLeast: "1" }, false],
    ["a metric that counts customers", { metric: "buyers", atLeast: "1" }, false],
    ["a metric and a condition of one name", { metric: "same_name", atLeast: "1" }, true],
    ["a metric that counts by itself", { metric: "round", atLeast: "1" }, false],
    ["the growth of one that does", { metric: "more_builders", atLeast: "1" }, true],
    ["the growth of a volume", { metric: "more_sales", atLeast: "1" }, false],
    ["a growth of itself", { metric: "more_itself", atLeast: "1" }, false],
    ["a volume that stops at a rank", { metric: "stopped", atLeast: "1" }, true],
    ["such a volume of the closed period", { metric: "stopped", atLeast: "1", at: "lastClosed" }, false],
    ["one that could and does not", { metric: "open", atLeast: "1" }, false],
    ["one that cannot", { metric: "own", atLeast: "1" }, false],
    ["a metric nobody defined", { metric: "nothing", atLeast: "1" }, false],
  ])("%s", (_, cond, reads) => {
    expect(readsRank(PLAN, cond)).toBe(reads);
  });
});
