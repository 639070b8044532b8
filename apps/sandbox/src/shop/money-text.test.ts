import { expect, test } from "vitest";
import { moneyText } from "./money-text.ts";

test.each([
  { minor: 0, currency: "USD", text: "$0.00" },
  { minor: 5, currency: "USD", text: "$0.05" },
  { minor: 123456, currency: "USD", text: "$1,234.56" },
  { minor: 1250, currency: "JPY", text: "¥1,250" },
  { minor: 1250, currency: "KWD", text: "KWD\u00a01.250" },
  { minor: 9_007_199_254_740_991, currency: "EUR", text: "€90,071,992,547,409.91" },
])("$minor $currency reads $text", ({ minor, currency, text }) => {
  expect(moneyText(minor, currency)).toBe(text);
});
