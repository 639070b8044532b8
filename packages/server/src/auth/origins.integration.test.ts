import { auditEntry, session } from "@upline/db";
import { toUnixSeconds } from "@upline/domain";
import superjson from "superjson";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foundCompany } from "../commissions/testing/world.ts";
import { handleWebhook } from "../inbox/handle-webhook.ts";
import { requestOf, signStripe, stripeEvent } from "../inbox/testing/sign.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { answerTrpc } from "../trpc/handle-trpc.ts";
import { type Auth, createAuth } from "./auth.ts";
import { answerAuth } from "./handle-auth.ts";
import { cookieOf, makePeople, post } from "./testing/sign-in.ts";

let deps: TestDeps;
let auth: Auth;
let cookie: string;
beforeAll(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  auth = createAuth(deps);
  await foundCompany(deps);
  await makePeople(deps);
  cookie = await cookieOf(deps, auth, "aster@company.example");
});
afterAll(() => deps.close());

const createDraft = (headers: Record<string, string>) => {
  const request = post("/api/trpc/plans.createDraft", superjson.serialize({ fromId: "plv_3" }), { cookie, ...headers });
  for (const [name, value] of Object.entries(headers)) if (value === "") request.headers.delete(name);
  return answerTrpc(deps, auth, request);
};
const acts = () => deps.db.$count(auditEntry);

describe("with the cookie of a session, a change is made", () => {
  test.each([
    { name: "from a page of ours", headers: {} },
    { name: "as browsers say it today", headers: { "sec-fetch-site": "same-origin" } },
    { name: "by a program, which says nothing", headers: { origin: "" } },
  ])("$name", async ({ headers }) => {
    const before = await acts();
    expect((await createDraft(headers)).status).toBe(200);
    expect(await acts()).toBe(before + 1);
  });
});

const FOREIGN = [
  { name: "from another site", headers: { origin: "https://evil.example" } },
  { name: "from our name with another port", headers: { origin: "http://localhost:3001" } },
  { name: "from our name without TLS's letter", headers: { origin: "https://localhost:3000" } },
  { name: "from a file or a frame without a name", headers: { origin: "null" } },
  { name: "from a site that hides its name", headers: { origin: "", "sec-fetch-site": "cross-site" } },
  { name: "from a neighbour under the same domain", headers: { origin: "", "sec-fetch-site": "same-site" } },
];

describe("with the same cookie nothing is changed", () => {
  test.each(FOREIGN)("$name", async ({ headers }) => {
    const before = await acts();
    const reply = await createDraft(headers);
    expect(reply.status).toBe(403);
    const words = JSON.stringify(await reply.json());
    expect(words).toContain("This was sent from a page of another address, so nothing was done.");
    expect(words).toContain('"refusal":"other_origin"');
    expect(await acts()).toBe(before);
  });

  test.each(FOREIGN)("nor is anybody signed out: $name", async ({ headers }) => {
    const request = post("/api/auth/sign-out", {}, { cookie, ...headers });
    for (const [name, value] of Object.entries(headers)) if (value === "") request.headers.delete(name);
    const reply = await answerAuth(deps, auth, request);
    expect(reply.status).toBe(403);
    expect(await reply.json()).toMatchObject({
      code: "other_origin",
      detail: expect.stringContaining("nothing was done"),
    });
    expect(await deps.db.$count(session)).toBe(1);
  });

  test("by an address alone", async () => {
    const input = encodeURIComponent(JSON.stringify(superjson.serialize({ fromId: "plv_3" })));
    const address = `http://localhost:3000/api/trpc/plans.createDraft?input=${input}`;
    const before = await acts();
    expect((await answerTrpc(deps, auth, new Request(address, { headers: { cookie } }))).status).toBe(405);
    expect(await acts()).toBe(before);
  });
});

test("a webhook is judged by its signature, wherever it comes from", async () => {
  const at = toUnixSeconds(deps.clock.wall());
  const request = requestOf(signStripe(stripeEvent({ id: "evt_1", created: at }), at));
  request.headers.set("origin", "https://gateway.example");
  request.headers.set("sec-fetch-site", "cross-site");
  expect((await handleWebhook(request, deps)).status).toBe(200);
});
