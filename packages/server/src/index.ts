import { answerAuth } from "./auth/handle-auth.ts";
import { demoShop as shopOf } from "./demo/shop.ts";
import type { Deps } from "./deps.ts";
import { toHttp } from "./errors/to-http.ts";
import { handleWebhook as handle } from "./inbox/handle-webhook.ts";
import { clientAddress } from "./operations/client-address.ts";
import { healthz as health } from "./operations/healthz.ts";
import { metricsPage } from "./operations/metrics-page.ts";
import { testEffects as effects } from "./operations/test-effects.ts";
import { app } from "./start.ts";
import { appRouter } from "./trpc/app-router.ts";
import { type Context, createContext as contextOf } from "./trpc/context.ts";
import { answerTrpc } from "./trpc/handle-trpc.ts";

export { start } from "./start.ts";
export { appRouter };

/** The context of a procedure: the app of this process, on behalf of the person whose session these headers carry. */
export async function createContext({ headers }: { readonly headers: Headers }): Promise<Context> {
  const { deps, auth } = await app();
  return contextOf(deps, auth, headers, clientAddress(headers, deps.config.TRUSTED_PROXIES));
}

/** Answers `/api/trpc/*`. */
export async function handleTrpc(request: Request): Promise<Response> {
  const { deps, auth } = await app();
  return answerTrpc(deps, auth, request);
}

/** Answers `/api/auth/*`: sign-in, sign-out, second step. */
export async function handleAuth(request: Request): Promise<Response> {
  const { deps, auth } = await app();
  return answerAuth({ ...deps, requestId: deps.newId("req") }, auth, request);
}

/** Answers `/api/webhooks/<provider>`, whatever the method. */
export async function handleWebhook(request: Request): Promise<Response> {
  const { deps } = await app();
  const requestId = deps.newId("req");
  return handle(request, { ...deps, requestId, log: deps.log.child({ requestId }) });
}

/** Answers `/healthz`. */
export async function healthz(): Promise<Response> {
  return health((await app()).deps);
}

/** Answers `/metrics`. */
export async function metrics(): Promise<Response> {
  return answered((deps) => metricsPage(deps));
}

/** Answers `/api/test/effects`; 404 unless UPLINE_TEST_ENDPOINTS is set. */
export async function testEffects(request: Request): Promise<Response> {
  return answered((deps) => effects(deps, request));
}

/** Answers `/api/demo/shop`: what the sandbox's shop sells, and whose link `?ref=` is; 404 outside the demo. */
export async function demoShop(request: Request): Promise<Response> {
  return answered(async (deps) => {
    if (!deps.config.DEMO) return new Response(null, { status: 404 });
    const ref = new URL(request.url).searchParams.get("ref") ?? "";
    return Response.json(await shopOf(deps, ref), { headers: { "cache-control": "no-store" } });
  });
}

async function answered(work: (deps: Deps) => Promise<Response>): Promise<Response> {
  const { deps } = await app();
  const requestId = deps.newId("req");
  try {
    return await work(deps);
  } catch (err) {
    deps.log.error({ event: "request_failed", requestId, err });
    return toHttp(err, requestId);
  }
}
