import { bigserial, index, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** "Something you may see has changed": a topic, never an amount. Pruned after a day. */
export const liveNotice = pgTable(
  "live_notice",
  {
    id: bigserial({ mode: "bigint" }).primaryKey(),
    /** A distributor's id, or `admin` for everyone who works in the back office. */
    recipient: text().notNull(),
    topic: text().notNull(),
    /** Wall time. */
    createdAt: instant().notNull(),
  },
  (t) => [
    // Serves the replay after a client's last id.
    index("live_notice_of_recipient").on(t.recipient, t.id),
    index("live_notice_by_time").on(t.createdAt),
  ],
);
