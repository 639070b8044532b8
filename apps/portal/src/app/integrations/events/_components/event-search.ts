import type { Inputs } from "../../_components/outputs";

/** The filters as they stand in the address. */
export interface EventSearch {
  readonly q?: string | undefined;
  readonly status?: string | undefined;
  readonly provider?: string | undefined;
  readonly type?: string | undefined;
  readonly since?: string | undefined;
}

export const EVENT_CHIPS = ["processed", "duplicates", "received", "unmatched", "held", "dead", "ignored"] as const;
export type EventChip = (typeof EVENT_CHIPS)[number];

const HOUR_MS = 3_600_000;
export const SINCE_MS = { "1h": HOUR_MS, "24h": 24 * HOUR_MS, "7d": 168 * HOUR_MS, "30d": 720 * HOUR_MS } as const;
export type Since = keyof typeof SINCE_MS;

export const isSince = (text: string | undefined): text is Since => text !== undefined && Object.hasOwn(SINCE_MS, text);

/** The start of a window is cut to ten minutes, so that server and browser ask the same question. */
const STEP_MS = 600_000;

/** The address as the procedure's input. `nowMs` is wall time; it matters for the time window only. */
export function eventsInput(
  { q, status, provider, type, since }: EventSearch,
  nowMs: number,
): Omit<NonNullable<Inputs["inbox"]["list"]>, "cursor"> {
  const wanted = EVENT_CHIPS.find((name) => name === status);
  const from = isSince(since) ? Math.floor((nowMs - SINCE_MS[since]) / STEP_MS) * STEP_MS : null;
  return {
    ...(q ? { q: q.slice(0, 100) } : {}),
    ...(wanted ? { status: wanted } : {}),
    ...(provider ? { provider: provider.slice(0, 40) } : {}),
    ...(type ? { type: type.slice(0, 100) } : {}),
    ...(from === null ? {} : { since: new Date(from).toISOString() }),
  };
}

/** The address of one event with the filters of the list, so that the list stays what it is. */
export const eventHref = (id: string, query: string): string =>
  `/integrations/events/${encodeURIComponent(id)}${query ? `?${query}` : ""}`;
