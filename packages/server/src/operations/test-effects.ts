import { inboxEvent, payment } from "@upline/db";
import { count } from "drizzle-orm";
import type { Deps } from "../deps.ts";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * What the fault and end-to-end suites compare with the list of events that they sent: how many events are stored per
 * provider, and how often each payment's confirmation took effect. 404 unless the switch is on and the caller is local.
 */
export async function testEffects(deps: Deps, request: Request): Promise<Response> {
  const isLocal = LOOPBACK.has(new URL(request.url).hostname);
  if (!deps.config.UPLINE_TEST_ENDPOINTS || deps.config.PAYMENTS_MODE === "live" || !isLocal) {
    return new Response(null, { status: 404 });
  }
  const stored = await deps.db
    .select({ provider: inboxEvent.provider, events: count() })
    .from(inboxEvent)
    .groupBy(inboxEvent.provider);
  const payments = await deps.db.select().from(payment);
  return Response.json({
    accepted: Object.fromEntries(stored.map(({ provider, events }) => [provider, events])),
    byRef: Object.fromEntries(
      payments.map(({ provider, paymentRef, confirmEffects, netMinor }) => [
        `${provider}:${paymentRef}`,
        { paidEffects: confirmEffects, netMinor: Number(netMinor) },
      ]),
    ),
  });
}
