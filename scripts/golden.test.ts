import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const script = new URL("golden.mjs", import.meta.url).pathname;
const shipped = new URL("../packages/domain/golden/cases.json", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "golden-"));

function golden(...args: string[]) {
  const { status, stdout } = spawnSync(process.execPath, [script, ...args], {
    encoding: "utf8",
    env: { ...process.env, INIT_CWD: folder },
  });
  return { status, stdout };
}

function saved(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

describe("npm run golden", () => {
  it("meets every expectation of the shipped file", () => {
    const { status, stdout } = golden("--json");
    const report = JSON.parse(stdout) as { cases: number; expectations: number; mismatches: unknown[] };
    expect({ status, ...report }).toEqual({ status: 0, cases: 55, expectations: 119, mismatches: [] });
  });

  it("finds a file where it was called, and says what differs and how the amount came about", () => {
    const text = readFileSync(shipped, "utf8").replace('"amount": "55800.00"', '"amount": "55800.01"');
    const { status, stdout } = golden(saved("changed.json", text), "--case", "stair-amway-in-eg3");
    expect(status).toBe(1);
    expect(stdout).toContain("payout X PB P1: expected 55800.01, got 55800.00");
    expect(stdout).toContain('"kind":"rate"');
    expect(stdout).toMatch(/1 cases, \d+ expectations, 1 mismatches\n$/);
  });

  it.each([
    ["no file", "missing.json"],
    ["no JSON", saved("broken.json", "{")],
    ["another version", saved("other.json", '{ "schemaVersion": 2, "cases": [] }')],
  ])("refuses %s", (_, name) => {
    expect(golden(name).status).toBe(2);
  });

  it("takes a file that says more of itself, and names a case with a field it does not know", () => {
    const [one] = (JSON.parse(readFileSync(shipped, "utf8")) as { cases: object[] }).cases;
    const file = { schemaVersion: 1, title: "More", cases: [one] };
    expect(golden(saved("titled.json", JSON.stringify(file))).status).toBe(0);
    const odd = { ...file, cases: [{ ...one, mood: "good" }] };
    const { status, stdout } = golden(saved("odd.json", JSON.stringify(odd)));
    expect(status).toBe(1);
    expect(stdout).toMatch(/: shape: expected a known case, got .*mood/);
    expect(golden(saved("empty.json", '{ "schemaVersion": 1 }')).status).toBe(1);
  });

  it("refuses a case that is not in the file, and an option it does not know", () => {
    expect(golden("--case", "nothing").status).toBe(1);
    expect(golden("--jsn").status).toBe(2);
  });
});
