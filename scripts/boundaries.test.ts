import { expect, test } from "vitest";
import { findingsOf } from "./boundaries.mjs";

const module = (source: string, ...dependencies: readonly { module: string; couldNotResolve: boolean }[]) => ({
  source,
  dependencies,
});

test("a source that was not cruised is a finding, so a blind cruise cannot pass", () => {
  const report = { modules: [], summary: { violations: [] } };
  expect(findingsOf(report, ["packages/domain/src/index.ts"])).toEqual([
    "packages/domain/src/index.ts was not looked at",
  ]);
});

test.each(["./gone.ts", "~/gone", "@upline/gone"])("an import of ours that leads nowhere is a finding: %s", (gone) => {
  const modules = [module("a.ts", { module: gone, couldNotResolve: true })];
  expect(findingsOf({ modules, summary: { violations: [] } }, ["a.ts"])).toEqual([
    `a.ts imports ${gone}, which leads nowhere`,
  ]);
});

test("a package of others that cannot be resolved is not ours to judge", () => {
  const modules = [module("a.ts", { module: "server-only", couldNotResolve: true })];
  expect(findingsOf({ modules, summary: { violations: [] } }, ["a.ts"])).toEqual([]);
});

test("a breach is told with its rule and its way", () => {
  const violations = [
    { rule: { name: "only-down" }, from: "a.ts", to: "b.ts" },
    { rule: { name: "no-cycles" }, from: "a.ts", to: "b.ts", cycle: [{ name: "b.ts" }, { name: "a.ts" }] },
  ];
  const modules = [module("a.ts"), module("b.ts")];
  expect(findingsOf({ modules, summary: { violations } }, ["a.ts", "b.ts"])).toEqual([
    "only-down: a.ts → b.ts",
    "no-cycles: a.ts → b.ts → a.ts",
  ]);
});
