import { sealHead } from "@upline/db";
import type { Deps } from "../deps.ts";
import { payoutsFrozen } from "../reconciliation/payouts-frozen.ts";
import { readInboxHealth } from "./read-health.ts";
import { VERSION } from "./version.ts";

const PATIENCE_MS = 3_000;

/** For a monitor: 200 while the database answers within three seconds, 503 otherwise. Holds no names and no amounts. */
export async function healthz(deps: Deps): Promise<Response> {
  const common = { engine: deps.handle.kind, version: VERSION, companyTime: deps.clock.now() };
  try {
    const { counts, oldestAgeSeconds, lastProcessedAt } = await Promise.race([readInboxHealth(deps), late()]);
    const queue = { queueAgeSeconds: oldestAgeSeconds ?? 0, received: counts.received, lastProcessedAt };
    const ledger = await Promise.race([ledgerHealth(deps), late()]);
    return answer(200, { status: "ok", database: "ok", ...queue, ...ledger, ...common });
  } catch (err) {
    deps.log.error({ event: "health_check_failed", err });
    return answer(503, { status: "down", database: "unreachable", ...common });
  }
}

/** The head of the seals is public on purpose: who keeps it elsewhere sees whether the chain was made anew. */
async function ledgerHealth({ db }: Deps) {
  const head = await sealHead(db);
  const frozen = await payoutsFrozen(db);
  return {
    payouts: frozen.length === 0 ? "ok" : "frozen",
    disagreeing: frozen.map(({ check, rows }) => ({ check, rows })),
    sealedBlock: head ? Number(head.block) : 0,
    sealedHash: head?.hash ?? null,
  };
}

function late(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error("the database took longer than three seconds")), PATIENCE_MS).unref();
  });
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
