import { describe, expect, it } from "vitest";
import type { Exact } from "../money/exact.ts";
import type { CappedLegs } from "../plan/condition-schema.ts";
import { countedLegs } from "./capped-legs.ts";

type Terms = Omit<CappedLegs, "tree" | "volume">;

const text = ({ n, d }: Exact) => (d === 1n ? String(n) : `${n}/${d}`);

function counted(change: Partial<Terms>, legs: readonly bigint[], own = 0n): string {
  const terms: Terms = {
    period: "month",
    required: "1000",
    maxShare: "0.5",
    capBase: "requirement",
    own: "none",
    ...change,
  };
  return text(countedLegs(terms, legs, own));
}

describe("legs of which none may count for more than its share", () => {
  it.each<[string, Partial<Terms>, readonly bigint[], bigint, string]>([
    ["none counts above the share of what is required", {}, [80_000n, 30_000n], 0n, "80000"],
    ["a leg exactly at the cap counts whole", {}, [50_000n, 50_001n], 0n, "100000"],
    ["no legs are nothing", {}, [], 0n, "0"],
    ["own volume is left out", {}, [10_000n], 90_000n, "10000"],
    ["own volume beside the legs, whole", { own: "uncapped" }, [80_000n], 90_000n, "140000"],
    ["own volume as one more leg", { own: "capped" }, [80_000n, 10_000n], 90_000n, "110000"],
    ["a share that makes a fraction", { required: "1", maxShare: "0.333333" }, [100n], 0n, "333333/10000"],
    ["a leg in debt takes away", {}, [60_000n, -10_000n], 0n, "40000"],

    ["of the actual total, the strongest is cut to its share", { capBase: "actual" }, [100n, 50n], 0n, "100"],
    ["a larger share leaves more of it", { capBase: "actual", maxShare: "0.6" }, [100n, 50n], 0n, "125"],
    ["within its share it counts whole", { capBase: "actual" }, [50n, 30n, 30n], 0n, "110"],
    ["a share of one cuts nothing", { capBase: "actual", maxShare: "1" }, [100n], 0n, "100"],
    ["a single leg with half the total is nothing", { capBase: "actual" }, [100n], 0n, "0"],
    ["a third of two equal legs and a stray", { capBase: "actual", maxShare: "0.25" }, [90n, 60n], 0n, "80"],
    ["own volume as a leg may be the strongest", { capBase: "actual", own: "capped" }, [50n, 20n], 500n, "140"],
    ["own volume beside them, whole", { capBase: "actual", own: "uncapped" }, [100n, 50n], 500n, "600"],
    ["own volume left out", { capBase: "actual" }, [100n, 50n], 500n, "100"],
    ["what is required does not matter then", { capBase: "actual", required: "1" }, [100n, 50n], 0n, "100"],
  ])("%s", (...[, terms, legs, own, expected]) => {
    expect(counted(terms, legs, own)).toBe(expected);
  });
});
