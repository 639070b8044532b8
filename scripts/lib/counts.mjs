// Reads how many tests passed from the JSON reports of vitest and Playwright.

/**
 * @param report  vitest's JSON, undefined when the run wrote none
 * @param code    its exit code: a run that failed counts as one failure at least
 */
export function vitestCounts(report, code) {
  const broken = (report?.testResults ?? []).filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  return counts({
    passed: report?.numPassedTests ?? 0,
    failed: (report?.numFailedTests ?? 0) + broken.length,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
    code,
  });
}

/** Playwright's JSON. A test that passed only when repeated is a failure: a flaky test is a bug. */
export function playwrightCounts(report, code) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report?.stats ?? {};
  return counts({ passed: expected, failed: unexpected + flaky, skipped, code });
}

function counts({ passed, failed, skipped, code }) {
  const note = skipped > 0 ? { note: `${skipped} skipped` } : {};
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, ...note };
}
