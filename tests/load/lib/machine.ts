import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { arch, cpus, loadavg, platform, totalmem } from "node:os";
import type pg from "pg";
import type { SmallCompany } from "../../faults/company.ts";

const SETTINGS = [
  "server_version",
  "fsync",
  "synchronous_commit",
  "full_page_writes",
  "shared_buffers",
  "wal_sync_method",
];

/** What a figure was measured on. Nothing in it names the machine. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly next: string;
  readonly commit: string;
  readonly postgres: Readonly<Record<string, string>>;
}

export function machineOf(company: SmallCompany): Promise<Machine> {
  return described((text, values) => company.rows(text, values));
}

/** The same seen by a plain connection. */
export function machineOfDatabase(client: pg.Client): Promise<Machine> {
  return described(async (text, values) => (await client.query<Setting>(text, [...values])).rows);
}

interface Setting {
  readonly name: string;
  readonly setting: string;
}

async function described(ask: (text: string, values: readonly unknown[]) => Promise<Setting[]>): Promise<Machine> {
  const rows = await ask("select name, setting from pg_settings where name = any($1) order by name", [SETTINGS]);
  return {
    processor: cpus()[0]?.model.trim() || "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    node: process.version,
    next: versionOfNext(),
    commit: commit(),
    postgres: Object.fromEntries(rows.map(({ name, setting }) => [name, setting])),
  };
}

/** Processes that wanted a core during the last minute. */
export const load = (): number => Math.round((loadavg()[0] ?? 0) * 10) / 10;

function versionOfNext(): string {
  try {
    const file = new URL("../../../apps/portal/node_modules/next/package.json", import.meta.url);
    const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string };
    return version;
  } catch {
    return "not installed";
  }
}

function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "unknown";
  }
}

/** Time on a core that a process and its threads have had, in milliseconds; ticks are a hundredth of a second. */
export function cpuMsOf(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return null;
  }
}
