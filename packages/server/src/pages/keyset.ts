import { DomainError, type Instant } from "@upline/domain";
import { z } from "zod";

/** What every list takes: where the last page ended, and how many rows. */
export const pageInput = z.strictObject({
  cursor: z.string().max(300).nullish(),
  limit: z.int().min(1).max(100).default(50),
  /** Added by the client's infinite queries; lists go one way only. */
  direction: z.enum(["forward", "backward"]).optional(),
});

/** Where a page ended: the sort moment and the id that breaks its ties. */
export interface Keyset {
  readonly at: Instant;
  readonly id: string;
}

const Cursor = z.tuple([z.string(), z.string()]);

/** @throws DomainError `cursor_mismatch` for a text that no list gave out */
export function cursorOf(text: string | null | undefined): Keyset | null {
  if (!text) return null;
  const parsed = Cursor.safeParse(decode(text));
  if (!parsed.success)
    throw new DomainError("cursor_mismatch", "This page address is not complete. Start from the first page.");
  return { at: parsed.data[0] as Instant, id: parsed.data[1] };
}

/** A page from one row more than it shows: the extra row only says that there is a next page. */
export function toPage<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => { at: string; id: string }) {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const key = last ? keyOf(last) : null;
  return { rows: shown, nextCursor: key ? Buffer.from(JSON.stringify([key.at, key.id])).toString("base64url") : null };
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
