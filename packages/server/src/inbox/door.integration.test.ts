import { inboxEvent, rejectedRequest } from "@upline/db";
import { toUnixSeconds } from "@upline/domain";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDeps, testDeps } from "../testing.ts";
import { handleWebhook } from "./handle-webhook.ts";
import { requestOf, signStandard, signStripe, stripeEvent } from "./testing/sign.ts";

let deps: TestDeps;
let at: number;
beforeAll(async () => {
  deps = await testDeps();
  at = toUnixSeconds(deps.clock.wall());
});
afterAll(() => deps.close());

const post = (request: Request, options = {}) => handleWebhook(request, deps, options);
const rowsOf = async (eventRef: string) =>
  (await deps.db.select().from(inboxEvent)).filter((row) => row.eventRef === eventRef);

describe("the webhook door", () => {
  test("stores a genuine event with its job and answers 200 without a body", async () => {
    const body = stripeEvent({ id: "evt_first", created: at, type: "plan.created" });
    const response = await post(requestOf(signStripe(body, at)));

    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
    const [row] = await rowsOf("evt_first");
    expect(row).toMatchObject({
      provider: "stripe",
      type: "plan.created",
      status: "received",
      verifiedWith: "current",
    });
    expect(Buffer.from(row?.raw ?? []).toString()).toBe(body);
    expect(row?.headers["stripe-signature"]).toBe(`t=${at},v1=(not kept)`);
    expect(deps.jobs.waiting.map(({ job }) => job.payload)).toEqual([{ inboxEventId: row?.id }]);
  });
});
