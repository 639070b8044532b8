import { salesOrder } from "@upline/db";
import type { DistributorId, Explain } from "@upline/domain";
import { eq } from "drizzle-orm";
import { isAdmin } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import type { EarningRow } from "./earning-row.ts";
import type { PersonRef } from "./people-seen.ts";
import { stepOf } from "./sentences.ts";

export interface PathStop {
  /** Null for a customer, who is no node. */
  readonly id: string | null;
  readonly name: string;
  readonly level: number | null;
  readonly outcome: "source" | "paid" | "skipped" | "unpaid" | "you";
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, string>>;
}

/** A line, whose it is, the steps that led to it, and the names its people have for the viewer. */
interface Walked {
  readonly row: EarningRow;
  readonly earnerId: DistributorId;
  readonly because: Explain;
  readonly people: ReadonlyMap<string, PersonRef>;
}

/** From whoever bought up to the earner, as it was then, with everybody who was passed over and why. */
export async function pathOf(deps: Deps, { row, earnerId, because, people }: Walked): Promise<PathStop[]> {
  const source = { level: null, outcome: "source" as const, reason: null, detail: {} };
  const stops: PathStop[] = [];
  if (row.order && row.buyerKind === "customer") {
    const [order] = await deps.db
      .select({ name: salesOrder.buyerName, seller: salesOrder.creditedTo })
      .from(salesOrder)
      .where(eq(salesOrder.id, row.order.id as typeof salesOrder.$inferSelect.id));
    const isOwn = order?.seller === earnerId || isAdmin(deps.viewer) || deps.viewer.kind === "system";
    const name = isOwn ? (order?.name ?? "") : `a customer of ${row.from?.name ?? "your team"}`;
    stops.push({ ...source, id: null, name });
  }
  if (row.from) stops.push({ ...source, id: row.from.id, name: row.from.name });
  for (const hop of stepOf(because, "path")?.hops ?? []) {
    const outcome = hop.id === earnerId ? "you" : hop.outcome === "blocked" ? "unpaid" : hop.outcome;
    const { id, level, reason = null, detail = {} } = hop;
    if (id === row.from?.id) continue;
    stops.push({ id, name: people.get(id)?.name ?? "", level, outcome, reason, detail });
  }
  if (!stops.some(({ id }) => id === earnerId)) {
    const name = people.get(earnerId)?.name ?? "";
    stops.push({ id: earnerId, name, level: row.level, outcome: "you", reason: null, detail: {} });
  }
  return stops;
}
