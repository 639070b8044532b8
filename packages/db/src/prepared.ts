import { createHash } from "node:crypto";
import pg from "pg";

/** A statement that was seen this often is worth a plan of its own on each connection. */
const SEEN_OFTEN = 3;
/** Most plans a connection keeps, and most texts that are counted: lists of changing length make many texts. */
const MOST_NAMES = 250;
const MOST_COUNTED = 2_000;

const counts = new Map<string, number>();
const names = new Map<string, string>();

/**
 * The name under which a connection keeps the plan of a statement, or undefined for one that is not seen often enough.
 * The texts come from this code base, never from outside, so there are few that come back.
 */
export function planName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_NAMES) return known;
  const seen = (counts.get(text) ?? 0) + 1;
  if (seen < SEEN_OFTEN) {
    if (counts.size >= MOST_COUNTED) counts.clear();
    counts.set(text, seen);
    return undefined;
  }
  counts.delete(text);
  const name = `upline_${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
  names.set(text, name);
  return name;
}

type Query = pg.Client["query"];

/**
 * A connection that has PostgreSQL parse and plan a statement once, instead of at each use. Only statements with
 * parameters are kept: the others set up a connection, or begin and end a transaction.
 */
export class PreparingClient extends pg.Client {
  override query = ((config: unknown, values?: unknown, callback?: unknown) =>
    (super.query as (...args: unknown[]) => unknown)(named(config, values), values, callback)) as Query;
}

function named(config: unknown, values: unknown): unknown {
  if (typeof config !== "object" || config === null || !("text" in config) || "submit" in config) return config;
  const { text, name, values: own } = config as { text: string; name?: string; values?: unknown[] };
  const given = Array.isArray(values) ? values : own;
  if (name !== undefined || given === undefined || given.length === 0) return config;
  const kept = planName(text);
  return kept === undefined ? config : { ...config, name: kept };
}
