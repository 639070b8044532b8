import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const PAIR = /--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g;
const tokens = new Map([...css.matchAll(PAIR)].map(([, name, light, dark]) => [name, { light, dark }]));

const BACKGROUNDS = [
  "bg",
  "surface",
  "sunken",
  "raised",
  "hover",
  "selected",
  "positive-tint",
  "warning-tint",
  "negative-tint",
];
const TEXT = ["text", "muted", "action", "action-strong", "positive", "warning", "negative", "focus"];
const MARKS = ["control", "rank", "rank-1", "rank-2", "rank-3", "rank-4", "rank-5", "rank-6"];
const SERIES = ["series-1", "series-2", "series-3", "series-4", "series-5", "series-6"];

type Theme = "light" | "dark";

function colour(name: string, theme: Theme): string {
  const value = tokens.get(name)?.[theme];
  if (!value) throw new Error(`tokens.css has no colour --${name}`);
  return value;
}

/** Relative luminance after WCAG 2.2. */
function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (parts[0] ?? 0) + 0.7152 * (parts[1] ?? 0) + 0.0722 * (parts[2] ?? 0);
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const worst = (name: string, theme: Theme, on: readonly string[]) =>
  Math.min(...on.map((background) => contrast(colour(name, theme), colour(background, theme))));

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
  test.each(TEXT)("--%s is readable text on every background", (name) => {
    expect(worst(name, theme, BACKGROUNDS)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(MARKS)("--%s is a visible mark on the page, the surface and a selected row", (name) => {
    expect(worst(name, theme, ["bg", "surface", "selected"])).toBeGreaterThanOrEqual(3);
  });
  test.each(SERIES)("--%s is a visible line on the page and the surface", (name) => {
    expect(worst(name, theme, ["bg", "surface"])).toBeGreaterThanOrEqual(4);
  });
  test.each(["action", "action-strong", "negative"])("ink on a button of --%s is readable", (name) => {
    expect(contrast(colour("on-action", theme), colour(name, theme))).toBeGreaterThanOrEqual(4.5);
  });
});

test("the values of the design are in the file", () => {
  expect(tokens.get("action")).toEqual({ light: "#3347d6", dark: "#93a5ff" });
  expect(contrast("#566074", "#ffffff")).toBeCloseTo(6.3, 1);
  expect(contrast("#000000", "#ffffff")).toBe(21);
});
