import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import type { SmallCompany } from "../../faults/company.ts";

const DEBIAN = "/usr/lib/postgresql";
const COLUMNS = `id, provider, event_ref, type, mode, occurred_at, received_at, received_wall_at, verified_with,
  raw, raw_sha256, size_bytes, headers, status, request_id`;
const VALUES = `'ibx_' || $N, 'stripe', $N, 'payment_intent.succeeded', 'test', now(), now(), now(), 'current',
  convert_to($B, 'UTF8'), md5($N), 2500, '{"content-type":"application/json"}', 'received', 'req'`;

/** A table with the columns and indexes of the inbox: what one stored event costs the database at the least. */
export async function makeProbeTable(company: SmallCompany): Promise<void> {
  await company.rows("create table probe_row (like inbox_event including all)");
}

/** Rows per second, one insert and one commit each, over `clients` connections of node-postgres. */
export async function insertsPerSecond(
  { url }: SmallCompany,
  { seconds, clients, body }: { readonly seconds: number; readonly clients: number; readonly body: string },
): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: clients });
  const text = `insert into probe_row (${COLUMNS}) values (${VALUES.replaceAll("$N", "$1::text").replaceAll("$B", "$2::text")})`;
  const began = performance.now();
  const until = began + seconds * 1000;
  let rows = 0;
  const insert = async (client: number) => {
    for (let count = 0; performance.now() < until; count += 1) {
      await pool.query({ name: "probe", text, values: [`${began}-${client}-${count}`, body] });
      rows += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => insert(client)));
  const tookSeconds = (performance.now() - began) / 1000;
  await pool.end();
  return rows / tookSeconds;
}

/** The same by pgbench, which costs the machine less than a client in JavaScript. Null where there is no pgbench. */
export async function pgbenchPerSecond(
  { url }: SmallCompany,
  { seconds, clients, body }: { readonly seconds: number; readonly clients: number; readonly body: string },
): Promise<number | null> {
  const program = pgbench();
  if (program === null) return null;
  const folder = mkdtempSync(join(tmpdir(), "upline-bench-"));
  const file = join(folder, "insert.sql");
  const values = VALUES.replaceAll("$N", "gen_random_uuid()::text").replaceAll("$B", "(:body)::text");
  writeFileSync(file, `insert into probe_row (${COLUMNS}) values (${values});\n`);
  try {
    const args = [
      "-n",
      "-M",
      "prepared",
      "-c",
      clients,
      "-j",
      1,
      "-T",
      Math.max(1, Math.round(seconds)),
      "-D",
      `body=${body}`,
      "-f",
      file,
      url,
    ];
    const { stdout } = await promisify(execFile)(program, args.map(String));
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1] ?? 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pgbench(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(DEBIAN, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return folders.map((folder) => join(folder, "pgbench")).find((path) => existsSync(path)) ?? null;
}
