import { inspect } from "node:util";
import { inboxEvent } from "@upline/db";
import { toUnixSeconds } from "@upline/domain";
import { eq, sql } from "drizzle-orm";
import superjson from "superjson";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type Auth, createAuth } from "../auth/auth.ts";
import { answerAuth } from "../auth/handle-auth.ts";
import { cookieOf, makePeople, post, signIn } from "../auth/testing/sign-in.ts";
import { enrol, foundCompany } from "../commissions/testing/world.ts";
import { handleWebhook } from "../inbox/handle-webhook.ts";
import { requestOf, STANDARD_SECRET, signStandard, signStripe, stripeEvent } from "../inbox/testing/sign.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { appRouter } from "../trpc/app-router.ts";
import { createContext } from "../trpc/context.ts";
import { answerTrpc } from "../trpc/handle-trpc.ts";
import { person } from "../trpc/testing/access-world.ts";

/** Each is typed in, sent or kept somewhere below, and must come out nowhere. */
const CANARY = {
  appSecret: "canary-of-the-app-secret-0123456789abcdef",
  stripeSecret: "whsec_canary-of-the-stripe-secret",
  storedSecret: "whsec_canary-of-a-stored-secret",
  malformedSecret: "canary of a malformed secret",
  password: "canary of a password",
  card: "4242424242424242",
  buyer: "Canary Lovelace",
  email: "canary@buyer.example",
  search: "canary of a search",
  signature: "v1,Y2FuYXJ5IG9mIGEgc2lnbmF0dXJl",
  cookie: "upline.session_token=canary-of-a-session",
} as const;
const CARD_IN_GROUPS = "4242 4242 4242 4242";

let deps: TestDeps;
let auth: Auth;
let cookie: string;
let lines: string[] = [];
const secrets: string[] = [];

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    vi.spyOn(stream, "write").mockImplementation((text, ...rest) => {
      lines.push(String(text));
      return write(text, ...(rest as []));
    });
  }
  for (const name of ["log", "info", "warn", "error", "debug"] as const) {
    vi.spyOn(console, name).mockImplementation((...said) => void lines.push(said.map((one) => inspect(one)).join(" ")));
  }
  const env = { APP_SECRET: CANARY.appSecret, STRIPE_WEBHOOK_SECRET: CANARY.stripeSecret };
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z", env, logTo: { write: (line) => void lines.push(line) } });
  auth = createAuth(deps);
  await foundCompany(deps);
  await makePeople(deps);
  cookie = await cookieOf(deps, auth, "aster@company.example");
  secrets.push(...cookie.split("; ").map((pair) => pair.split("=")[1] ?? ""));
});
beforeEach(() => {
  lines = [];
});
afterAll(async () => {
  vi.restoreAllMocks();
  await deps.close();
});

function expectSilence(...events: readonly string[]): void {
  const text = lines.join("\n");
  for (const event of events) expect(text).toContain(`"event":"${event}"`);
  for (const canary of [...Object.values(CANARY), CARD_IN_GROUPS, STANDARD_SECRET, ...secrets]) {
    expect(text).not.toContain(canary);
  }
}

const now = () => toUnixSeconds(deps.clock.wall());
const ask = (on: TestDeps, path: string, input: unknown) =>
  answerTrpc(on, auth, post(`/api/trpc/${path}`, superjson.serialize(input), { cookie }));
/** While a table is missing, every statement that names it fails, values and all. */
async function without(table: string, work: () => Promise<void>): Promise<void> {
  await deps.db.execute(sql.raw(`alter table "${table}" rename to gone`));
  await work().finally(() => deps.db.execute(sql.raw(`alter table gone rename to "${table}"`)));
}

test("the door says nothing of bodies, signatures and secrets, whether it takes them or not", async () => {
  const object = {
    id: "pi_1",
    amount_received: 6300,
    currency: "usd",
    metadata: { order_id: CANARY.search },
    card: CANARY.card,
  };
  const body = stripeEvent({ id: "evt_1", created: now(), object });
  const genuine = signStripe(body, now(), CANARY.stripeSecret);
  const forged = { ...genuine, headers: { "stripe-signature": `t=${now()},${CANARY.signature}` } };
  const unreadable = signStripe(`{"card":"${CARD_IN_GROUPS}"`, now(), CANARY.stripeSecret);
  const answers = [];
  for (const signed of [genuine, genuine, forged, unreadable]) {
    answers.push((await handleWebhook(requestOf(signed), deps)).status);
  }
  expect(answers).toEqual([200, 200, 401, 400]);
  expectSilence();
});

test("an event that cannot be written down is told without its content", async () => {
  const sponsorId = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  const customer = { id: CANARY.card, name: CANARY.buyer, email: CANARY.email };
  const news = { type: "customer.created", timestamp: "2026-03-20T12:00:00Z", data: { customer, sponsorId } };
  expect((await handleWebhook(requestOf(signStandard("msg_1", JSON.stringify(news), now())), deps)).status).toBe(200);
  await without("customer", async () => {
    await deps.jobs.drain();
  });
  expect(lines.join()).toContain("Failed query: ");
  const [row] = await deps.db.select().from(inboxEvent).where(eq(inboxEvent.eventRef, "msg_1"));
  lines.push(row?.lastError ?? "");
  expectSilence("job_failed");
});

test("the sign-in says nothing of passwords, cookies and tokens", async () => {
  expect((await signIn(deps, auth, "aster@company.example", CANARY.password)).status).toBe(401);
  expect((await signIn(deps, auth, CANARY.email, CANARY.password)).status).toBe(401);
  await signIn(deps, auth, `${CANARY.email}\0`, CANARY.password);
  const elsewhere = { cookie: CANARY.cookie, origin: "https://evil.example" };
  await answerAuth(deps, auth, post("/api/auth/change-password", { newPassword: CANARY.password }, elsewhere));
  await answerAuth(
    deps,
    auth,
    post("/api/auth/change-password", { newPassword: CANARY.password, currentPassword: CANARY.password }, { cookie }),
  );
  await answerAuth(deps, auth, post("/api/auth/two-factor/verify-totp", { code: CANARY.search }, { cookie }));
  expectSilence();
});

test("the settings say nothing of the secrets that are typed in", async () => {
  const ours = { slug: "standard", name: "STANDARD_WEBHOOK_SECRET" };
  const statuses = [];
  for (const input of [
    { slug: "stripe", name: "STRIPE_WEBHOOK_SECRET", secret: CANARY.storedSecret },
    { ...ours, secret: CANARY.malformedSecret },
    { ...ours, secret: CANARY.storedSecret, [CANARY.search]: CANARY.password },
  ]) {
    statuses.push((await ask(deps, "providers.setSecret", input)).status);
  }
  expect(statuses).toEqual([200, 400, 400]);
  const request = { slug: "standard", headers: `webhook-signature: ${CANARY.signature}`, body: CANARY.card };
  expect((await ask(deps, "providers.checkSignature", request)).status).toBe(200);
  expectSilence();
});

test("a sign-in that the database fails is told without the values of the statement", async () => {
  await without("user", async () => {
    const reply = await signIn(deps, auth, CANARY.email, CANARY.password);
    expect(reply.status).toBe(500);
    lines.push(await reply.text());
  });
  expectSilence("auth_failed");
});

test("so is a procedure, also by the page that shows its answer and prints what it was thrown", async () => {
  await without("distributor", async () => {
    const { people } = appRouter.createCaller({ ...deps, viewer: person("owner") });
    const thrown = await people.list({ q: CANARY.search }).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
    lines.push(inspect(thrown, { depth: null }));
  });
  expectSilence("procedure_failed");
});

test("so is a session that cannot be read", async () => {
  await without("session", async () => {
    const thrown = await createContext(deps, auth, new Headers({ cookie }), null).catch((error: unknown) => error);
    lines.push(inspect(thrown, { depth: null }));
    expect((await ask(deps, "plans.createDraft", { fromId: "plv_3" })).status).toBe(500);
  });
  expectSilence("session_not_read");
});

test("so is an event that the door cannot store", async () => {
  const signed = signStripe(stripeEvent({ id: CANARY.search, created: now() }), now(), CANARY.stripeSecret);
  await without("inbox_event", async () => {
    expect((await handleWebhook(requestOf(signed), deps)).status).toBe(503);
  });
  expectSilence("webhook_not_stored");
});
