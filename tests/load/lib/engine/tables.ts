import type { Client } from "pg";
import { copyIn } from "../../../../packages/db/src/index.ts";
import { idOf, type Network } from "./network.ts";

/** What is read: people with both places, and the orders of the month. */
export const MEMBERS = "select id, sponsor, parent, side from bench_member order by id";
export const ORDERS = "select seller, pv, cv from bench_order";

const LINE = `bonus text not null, earner text not null, source text not null, segment smallint not null,
  level smallint not null, base bigint not null, rate bigint not null, minor bigint not null`;

const ROWS_PER_CHUNK = 5_000;
const JOINED = "2026-01-01T00:00:00Z";

/** Tables of the shape that a close reads and writes, filled and vacuumed; their own size is the generator's business. */
export async function fillTables(client: Client, network: Network): Promise<void> {
  await client.query(`
    drop table if exists bench_member, bench_order, bench_line, bench_line_copy, bench_line_sql;
    create table bench_member (id text primary key, sponsor text, parent text, side smallint, joined_at timestamptz not null);
    create table bench_order (id bigint not null, seller text not null, at timestamptz not null, pv bigint not null, cv bigint not null);
  `);
  const ids = Array.from({ length: network.people }, (_, person) => idOf(person));
  await copyIn(
    client,
    "bench_member",
    rows(network.people, (person) => memberRow(network, ids, person)),
  );
  await copyIn(
    client,
    "bench_order",
    rows(network.orders, (order) => orderRow(network, ids, order)),
  );
  await client.query("vacuum analyze bench_member");
  await client.query("vacuum analyze bench_order");
  await client.query("checkpoint");
}

/** Empty tables for lines; both sides write into one of the same shape, without indexes. */
export async function emptyLines(
  client: Client,
  table: "bench_line" | "bench_line_copy" | "bench_line_sql",
): Promise<void> {
  await client.query(`drop table if exists ${table}; create table ${table} (${LINE})`);
}

function memberRow({ sponsor, parent, side }: Network, ids: readonly string[], person: number): string {
  const [above, under] = [ids[sponsor[person] ?? -1] ?? "\\N", ids[parent[person] ?? -1] ?? "\\N"];
  return `${ids[person]}\t${above}\t${under}\t${side[person]}\t${JOINED}\n`;
}

function orderRow({ seller, pv, cv }: Network, ids: readonly string[], order: number): string {
  const at = new Date(Date.UTC(2026, 5, 1) + (order % 2_500_000) * 1_000).toISOString();
  return `${order}\t${ids[seller[order] ?? 0]}\t${at}\t${pv[order]}\t${cv[order]}\n`;
}

function* rows(count: number, row: (index: number) => string): Generator<Uint8Array> {
  for (let from = 0; from < count; from += ROWS_PER_CHUNK) {
    let text = "";
    for (let at = from; at < Math.min(count, from + ROWS_PER_CHUNK); at += 1) text += row(at);
    yield Buffer.from(text, "latin1");
  }
}
