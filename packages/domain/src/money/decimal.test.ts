import { describe, expect, test } from "vitest";
import { decimalText, parseDecimal } from "./decimal.ts";

describe("parseDecimal", () => {
  test.each([
    { text: "12.5", digits: 2, value: 1250n },
    { text: "12", digits: 2, value: 1200n },
    { text: "-0.05", digits: 2, value: -5n },
    { text: "007", digits: 0, value: 7n },
    { text: "999999999999.999999", digits: 6, value: 999_999_999_999_999_999n },
    { text: "12.345", digits: 2, value: null },
    { text: "12.", digits: 2, value: null },
    { text: ".5", digits: 2, value: null },
    { text: "+1", digits: 2, value: null },
    { text: "1e3", digits: 2, value: null },
    { text: " 1", digits: 2, value: null },
    { text: "1,000", digits: 2, value: null },
    { text: "1234567890123", digits: 2, value: null },
    { text: "١٢", digits: 2, value: null },
    { text: "1\n", digits: 2, value: null },
    { text: "", digits: 2, value: null },
  ])("reads $text with $digits digits as $value", ({ text, digits, value }) => {
    expect(parseDecimal(text, digits)).toBe(value);
  });
});

describe("decimalText", () => {
  test.each([
    { value: 0n, digits: 2, text: "0.00" },
    { value: 5n, digits: 2, text: "0.05" },
    { value: -5n, digits: 2, text: "-0.05" },
    { value: -1250n, digits: 2, text: "-12.50" },
    { value: 1250n, digits: 0, text: "1250" },
    { value: 1250n, digits: 3, text: "1.250" },
  ])("writes $value with $digits digits as $text", ({ value, digits, text }) => {
    expect(decimalText(value, digits)).toBe(text);
  });
});
