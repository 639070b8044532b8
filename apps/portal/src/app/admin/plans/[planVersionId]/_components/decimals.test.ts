import type { Unit } from "@upline/domain/browser";
import { expect, test } from "vitest";
import { decimalFromText, decimalToText } from "./decimals";

const percent: Unit = { kind: "percent" };
const points: Unit = { kind: "points", volume: "PV" };
const dollars: Unit = { kind: "money", currency: "USD", digits: 2 };
const yen: Unit = { kind: "money", currency: "JPY", digits: 0 };
const number: Unit = { kind: "number" };

test.each([
  ["5 %", percent, "0.05"],
  ["5%", percent, "0.05"],
  ["5", percent, "0.05"],
  ["2,5 %", percent, "0.025"],
  ["3.75", percent, "0.0375"],
  ["0.0001", percent, "0.000001"],
  ["0.00001", percent, null],
  ["100", percent, "1"],
  ["0", percent, "0"],
  ["-5", percent, null],
  ["five", percent, null],
  ["", percent, null],
  ["1,000.50", points, "1000.5"],
  ["1 000", points, "1000"],
  ["1,000", points, "1000"],
  ["12.345", points, null],
  ["50", dollars, "50"],
  ["50.05", dollars, "50.05"],
  ["50.005", dollars, null],
  ["500", yen, "500"],
  ["500.5", yen, null],
  ["0.63", number, "0.63"],
] as const)("%s is read as a number of its unit", (text, unit, value) =>
  expect(decimalFromText(text, unit)).toBe(value),
);

test.each([
  ["0.05", percent, "5"],
  ["0.0375", percent, "3.75"],
  ["1", percent, "100"],
  ["2500", points, "2,500"],
  ["0.5", number, "0.5"],
] as const)("%s is written as people do", (value, unit, text) => {
  expect(decimalToText(value, unit)).toBe(text);
  expect(decimalFromText(text, unit)).toBe(value);
});
