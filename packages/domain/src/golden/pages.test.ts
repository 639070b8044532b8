import { globSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { REASON_CODES } from "../evaluate/reason.ts";
import { PLAN_ERRORS } from "../plan/problem.ts";

const pages = new URL("../../../../docs/plans/", import.meta.url);
const sources = new URL("../", import.meta.url);
const golden = JSON.parse(readFileSync(new URL("../../golden/cases.json", import.meta.url), "utf8")) as {
  readonly cases: readonly { readonly id: string; readonly expected: readonly Record<string, unknown>[] }[];
};

const text = (name: string) => readFileSync(new URL(name, pages), "utf8");
const withCase = readdirSync(pages).filter((name) => /Case `[^`]+` of/.test(text(name)));

describe("pages of bonus kinds", () => {
  it.each(withCase)("%s prints the numbers of its worked case", (name) => {
    const id = /Case `([^`]+)` of/.exec(text(name))?.[1];
    const values =
      golden.cases.find((one) => one.id === id)?.expected.map(({ amount, value }) => amount ?? value) ?? [];
    const printed = [...text(name).matchAll(/\*\*([\d.]+)\*\*/g)].map(([, number]) => number);
    expect(printed.length).toBeGreaterThan(0);
    expect(printed.filter((number) => !values.includes(number))).toEqual([]);
  });

  it("name reasons and problems that exist", () => {
    const known: readonly string[] = [...REASON_CODES, ...PLAN_ERRORS];
    const named = withCase.flatMap((name) =>
      [...text(name).matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map(([, code]) => code ?? ""),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((code) => !known.includes(code))).toEqual([]);
  });

  it("are there for every kind that points to one", () => {
    const files = globSync("**/*.ts", { cwd: sources.pathname });
    const named = files.flatMap((file) => [
      ...readFileSync(new URL(file, sources), "utf8").matchAll(/docs\/plans\/([a-z-]+\.md)/g),
    ]);
    const missing = named.map(([, page]) => page ?? "").filter((page) => !readdirSync(pages).includes(page));
    expect(named.length).toBeGreaterThan(5);
    expect(missing).toEqual([]);
  });
});
