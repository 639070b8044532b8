import type { Deps } from "../deps.ts";
import { readInboxHealth } from "./read-health.ts";
import { VERSION } from "./version.ts";

const PATIENCE_MS = 3_000;

/** For a monitor: 200 while the database answers within three seconds, 503 otherwise. Holds no names and no amounts. */
export async function healthz(deps: Deps): Promise<Response> {
  const common = { engine: deps.handle.kind, version: VERSION, companyTime: deps.clock.now() };
  try {
    const { counts, oldestAgeSeconds, lastProcessedAt } = await Promise.race([readInboxHealth(deps), late()]);
    const queue = { queueAgeSeconds: oldestAgeSeconds ?? 0, received: counts.received, lastProcessedAt };
    return answer(200, { status: "ok", database: "ok", ...queue, ...common });
  } catch (err) {
    deps.log.error({ event: "health_check_failed", err });
    return answer(503, { status: "down", database: "unreachable", ...common });
  }
}

function late(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error("the database took longer than three seconds")), PATIENCE_MS).unref();
  });
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
