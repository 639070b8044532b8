import fc from "fast-check";
import { describe, test } from "vitest";
import { anyAwkwardExact, anyExact, anyRounding, RUNS } from "../testing.ts";
import { type Exact, exact, type Rounding, round, sum } from "./exact.ts";
import { settle } from "./settle.ts";

const anyAmounts = fc.array(fc.oneof(anyAwkwardExact, anyExact), { maxLength: 12 });
const always = (law: (amounts: Exact[], rounding: Rounding) => boolean) =>
  fc.assert(fc.property(anyAmounts, anyRounding, law), RUNS);

describe("settled lines", () => {
  test("P21: add up to the exact sum, rounded once", () => {
    always((amounts, rounding) => {
      const total = settle(amounts, rounding).reduce((a, b) => a + b, 0n);
      return total === round(sum(amounts), rounding);
    });
  });

  test("P21: are less than one minor unit away from their exact amounts", () => {
    always((amounts, rounding) =>
      settle(amounts, rounding).every((minor, index) => {
        const { n, d } = amounts[index] ?? exact(0n);
        return -d < n - minor * d && n - minor * d < d;
      }),
    );
  });

  test("P21: are taken back exactly by the reversed lines", () => {
    always((amounts, rounding) => {
      if (sum(amounts).n === 0n) return true; // nothing to take back: the lines cancel each other
      const reversed = amounts.map(({ n, d }) => exact(-n, d));
      return settle(amounts, rounding).every((minor, index) => settle(reversed, rounding)[index] === -minor);
    });
  });

  test("are whole already when their amounts are", () => {
    always((amounts, rounding) => {
      const whole = amounts.map(({ n }) => exact(n));
      return settle(whole, rounding).every((minor, index) => minor === whole[index]?.n);
    });
  });
});
