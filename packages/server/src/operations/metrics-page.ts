import { INBOX_STATES } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { metrics } from "./metrics.ts";
import { readInboxHealth, readQueues } from "./read-health.ts";

/** The instruments in the text format of Prometheus; the gauges are read from the database at this moment. */
export async function metricsPage(deps: Deps): Promise<Response> {
  const { registry, inbox, oldestReceivedSeconds, queued, lagSeconds } = metrics();
  const { counts, oldestAgeSeconds } = await readInboxHealth(deps);
  for (const state of INBOX_STATES) inbox.set({ state }, counts[state]);
  oldestReceivedSeconds.set(oldestAgeSeconds ?? 0);
  for (const { name: job, queued: waiting, active, failed, oldestReadySeconds } of await readQueues(deps)) {
    queued.set({ job, state: "queued" }, waiting);
    queued.set({ job, state: "active" }, active);
    queued.set({ job, state: "failed" }, failed);
    lagSeconds.set({ job }, oldestReadySeconds);
  }
  return new Response(await registry.metrics(), {
    headers: { "content-type": registry.contentType, "cache-control": "no-store" },
  });
}
