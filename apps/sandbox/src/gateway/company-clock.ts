/** Tells company time, which a demo may move; signatures keep using the wall clock. */
export type CompanyClock = () => Promise<Date>;

const FRESH_MS = 5_000;
const PATIENCE_MS = 2_000;

/**
 * Company time as the portal tells it under /healthz. The offset to the wall clock is kept for five seconds;
 * while the portal does not answer, the last known offset holds, and before the first answer there is none.
 */
export function companyClock(portalUrl: string): CompanyClock {
  let offsetMs = 0;
  let askedAt = Number.NEGATIVE_INFINITY;

  return async () => {
    if (performance.now() - askedAt > FRESH_MS) {
      askedAt = performance.now();
      const told = await askPortal(portalUrl);
      if (told !== null) offsetMs = told - Date.now();
    }
    return new Date(Date.now() + offsetMs);
  };
}

async function askPortal(portalUrl: string): Promise<number | null> {
  try {
    const answer = await fetch(`${portalUrl}/healthz`, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: "error" });
    const { companyTime } = (await answer.json()) as { companyTime?: unknown };
    const told = typeof companyTime === "string" ? Date.parse(companyTime) : Number.NaN;
    return Number.isNaN(told) ? null : told;
  } catch {
    return null;
  }
}
