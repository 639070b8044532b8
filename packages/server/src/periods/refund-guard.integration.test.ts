import { orderRefund } from "@upline/db";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { confirmed, enrol, foundCompany, place, refunded, told } from "../commissions/testing/world.ts";
import { testDeps } from "../testing.ts";
import { closePeriod } from "./close-period.ts";

const MARCH = "month:2026-03-01";
const APRIL = "month:2026-04-01";

test("the database refuses to change what counts in a frozen period", async () => {
  const deps = await testDeps({ now: "2026-03-01T12:00:00.000Z" });
  await foundCompany(deps);
  const seller = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  await place(deps, { ref: "one", seller, at: "2026-03-03T10:00:00Z" });
  await told(deps, "one", [confirmed(6300n, "2026-03-03T10:00:00Z")]);
  await told(deps, "one", [refunded("re_1", 2100n, "2026-03-20T10:00:00Z")]);
  deps.setNow("2026-04-08T05:00:00.000Z");
  await closePeriod(deps, MARCH);
  const refusal = { cause: { code: "P0L01" } };
  await expect(deps.db.update(orderRefund).set({ cv: 0n })).rejects.toMatchObject(refusal);
  await expect(deps.db.update(orderRefund).set({ periodId: APRIL })).rejects.toMatchObject(refusal);
  await expect(deps.db.delete(orderRefund)).rejects.toMatchObject(refusal);
  const [row] = await deps.db.select().from(orderRefund);
  if (!row) throw new Error("there is one");
  await expect(deps.db.insert(orderRefund).values({ ...row, ref: "re_9" })).rejects.toMatchObject(refusal);
  await deps.db.insert(orderRefund).values({ ...row, ref: "re_9", periodId: APRIL });
  await deps.db.update(orderRefund).set({ cv: 1n }).where(eq(orderRefund.ref, "re_9"));
  await expect(
    deps.db.update(orderRefund).set({ periodId: MARCH }).where(eq(orderRefund.ref, "re_9")),
  ).rejects.toMatchObject(refusal);
  await deps.close();
});
