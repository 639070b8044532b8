import type { Deps } from "../deps.ts";
import { webhookAnswered } from "../operations/metrics.ts";
import type { InboundProvider } from "./provider.ts";
import { settingsOf } from "./provider-settings.ts";
import { PROVIDERS } from "./providers/registry.ts";
import { readBody } from "./read-body.ts";
import { receiveWebhook } from "./receive-webhook.ts";
import { type Refusal, reject } from "./rejections.ts";

/** Largest body, and the time an upload may take. */
const LIMIT_BYTES = 1024 * 1024;
const DEADLINE_MS = 10_000;
const PATH = /\/api\/webhooks\/([^/]+)\/?$/;

/** Both may be set by tests; nothing else changes them. */
export interface DoorOptions {
  readonly deadlineMs?: number;
}

/**
 * The only inbound webhook door, `POST /api/webhooks/<slug>`, from request to answer. A 2xx means that the event and
 * its job are committed. A 4xx means that the same bytes will never be accepted; 503 asks to send them again.
 *
 * @see docs/webhooks.md for every answer
 */
export async function handleWebhook(request: Request, deps: Deps, options: DoorOptions = {}): Promise<Response> {
  const startedAt = performance.now();
  const slug = PATH.exec(new URL(request.url).pathname)?.[1] ?? "";
  const provider = PROVIDERS.get(slug);
  const response = await answer(request, deps, provider, options);
  webhookAnswered(provider?.slug ?? "unknown", response.status, (performance.now() - startedAt) / 1000);
  return response;
}

async function answer(
  request: Request,
  deps: Deps,
  provider: InboundProvider | undefined,
  { deadlineMs = DEADLINE_MS }: DoorOptions,
): Promise<Response> {
  if (!provider) return empty(404);
  const refuse = (refusal: Refusal): Response => {
    reject(deps, provider.slug, request.headers, refusal);
    return empty(refusal.status, REFUSAL_HEADERS[refusal.status]);
  };
  try {
    const on = await settingsOf(deps, provider);
    if (!on) return empty(404);
    if (request.method !== "POST") return refuse({ status: 405, reason: "method" });
    const encoding = request.headers.get("content-encoding") ?? "identity";
    if (encoding.toLowerCase() !== "identity") return refuse({ status: 415, reason: "compressed" });

    const arrivedAt = deps.clock.wall();
    const startedAt = performance.now();
    const read = await readBody(request, LIMIT_BYTES, deadlineMs);
    if (read.kind === "aborted") return empty(400); // nobody is there to read it
    if (read.kind === "too_large") return refuse({ status: 413, reason: "too_large", sizeBytes: read.sizeBytes });
    if (read.kind === "too_slow") return refuse({ status: 408, reason: "unfinished", sizeBytes: read.sizeBytes });

    const delivery = { rawBody: read.bytes, headers: request.headers, receivedAt: arrivedAt };
    const receipt = await receiveWebhook(deps, provider, on, { ...delivery, startedAt });
    if (receipt.ok) return empty(200);
    return refuse({
      status: receipt.because === "unreadable" ? 400 : 401,
      reason: receipt.because,
      rawBody: read.bytes,
    });
  } catch (err) {
    deps.log.error({ event: "webhook_not_stored", provider: provider.slug, requestId: deps.requestId, err });
    return empty(503, { "retry-after": "30" });
  }
}

/** A socket whose upload was not read to its end is closed, or the rest would be taken for the next request. */
const REFUSAL_HEADERS: Readonly<Record<number, Record<string, string>>> = {
  405: { allow: "POST" },
  408: { connection: "close" },
  413: { connection: "close" },
};

function empty(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { "cache-control": "no-store", ...headers } });
}
