import { expect, test } from "vitest";
import { playwrightCounts, vitestCounts } from "./counts.mjs";

const file = (status: string, ...tests: readonly string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});
const report = (fields: object) => ({ numPassedTests: 0, numFailedTests: 0, testResults: [], ...fields });

test.each([
  {
    name: "a green run counts its tests",
    report: report({ numPassedTests: 7, testResults: [file("passed", "passed")] }),
    code: 0,
    expected: { passed: 7, failed: 0 },
  },
  {
    name: "a file that could not be loaded is a failure beside the failed tests",
    report: report({
      numPassedTests: 2,
      numFailedTests: 1,
      testResults: [file("failed"), file("failed", "passed", "failed")],
    }),
    code: 1,
    expected: { passed: 2, failed: 2 },
  },
  {
    name: "a run that failed without a failed test is one failure",
    report: report({ numPassedTests: 3 }),
    code: 1,
    expected: { passed: 3, failed: 1 },
  },
  { name: "a run without a report is one failure", report: undefined, code: 137, expected: { passed: 0, failed: 1 } },
  {
    name: "skipped tests are told",
    report: report({ numPassedTests: 1, numPendingTests: 2 }),
    code: 0,
    expected: { passed: 1, failed: 0, note: "2 skipped" },
  },
])("vitest: $name", ({ report, code, expected }) => {
  expect(vitestCounts(report, code)).toEqual(expected);
});

test.each([
  { name: "a green run", stats: { expected: 4 }, code: 0, expected: { passed: 4, failed: 0 } },
  {
    name: "a test that passed only when repeated is a failure",
    stats: { expected: 4, flaky: 1 },
    code: 0,
    expected: { passed: 4, failed: 1 },
  },
  { name: "servers that did not start", stats: undefined, code: 1, expected: { passed: 0, failed: 1 } },
])("Playwright: $name", ({ stats, code, expected }) => {
  expect(playwrightCounts(stats && { stats }, code)).toEqual(expected);
});
