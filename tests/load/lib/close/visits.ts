import type { DistributorId } from "../../../../packages/domain/src/index.ts";
import { userWithPassword } from "../../../../packages/server/src/auth/testing/user-with-password.ts";
import type { SmallCompany } from "../../../faults/company.ts";
import type { Door } from "../doors.ts";
import { percentile } from "../stats.ts";

const EMAIL = "visitor@example.test";
const PASSWORD = "a password of the bench";
const EVERY_MS = 500;

/** A signed-in distributor who opens the home page. */
export interface Visitor {
  /** Opens it every half second until it is told to stop. */
  visitUntil(stop: Promise<unknown>): Promise<Visits>;
}

export interface Visits {
  readonly visits: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly mostMs: number;
}

/** @throws Error when the portal does not let the distributor in */
export async function signedIn(company: SmallCompany, { port }: Door, distributorId: string): Promise<Visitor> {
  await userWithPassword(company.deps, {
    ...{ email: EMAIL, password: PASSWORD, role: "distributor" },
    distributorId: distributorId as DistributorId,
  });
  const address = `http://localhost:${port}`;
  const answer = await fetch(`${address}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: address },
    body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`the portal let nobody in: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const visit = async (): Promise<number> => {
    const began = performance.now();
    const page = await fetch(`${address}/home`, { headers: { cookie }, redirect: "manual" });
    await page.text();
    if (page.status !== 200)
      throw new Error(`the home page answered ${page.status} ${page.headers.get("location") ?? ""}`);
    return performance.now() - began;
  };
  // The first visits compile and fill caches.
  for (let warm = 0; warm < 5; warm += 1) await visit();
  return {
    async visitUntil(stop) {
      const took: number[] = [];
      let isOver = false;
      const over = () => {
        isOver = true;
      };
      void stop.then(over, over);
      while (!isOver) {
        const ms = await visit();
        took.push(ms);
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, EVERY_MS - ms)));
      }
      const ms = (percent: number) => Math.round(percentile(took, percent));
      return { visits: took.length, p50Ms: ms(50), p95Ms: ms(95), mostMs: ms(100) };
    },
  };
}
