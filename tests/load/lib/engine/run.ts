// One run in a process of its own, so that its peak memory is its own: node run.ts full | copy FILE
// Prints one line of JSON.
import { createReadStream } from "node:fs";
import pg from "pg";
import { copyIn, copyOut } from "../../../../packages/db/src/index.ts";
import { fullRun } from "./full-run.ts";
import { emptyLines, MEMBERS, ORDERS } from "./tables.ts";

const PROBE_SECONDS = 1;
const MOST_PROBES = 9;

/** The limit: the same rows out and in, with nothing made of them. A short one is repeated, and the middle one counts. */
async function bareCopy(client: pg.Client, file: string) {
  const probes = [];
  for (let spent = 0; spent < PROBE_SECONDS && probes.length < MOST_PROBES; spent += probes.at(-1)?.seconds ?? 1) {
    probes.push(await copyOnce(client, file));
  }
  const sorted = probes.toSorted((a, b) => a.seconds - b.seconds);
  return { ...sorted[sorted.length >> 1], probes: probes.length };
}

async function copyOnce(client: pg.Client, file: string) {
  await emptyLines(client, "bench_line_copy");
  const began = performance.now();
  let [bytes, rows] = [0, 0];
  for (const query of [MEMBERS, ORDERS]) {
    await copyOut(client, query, (_, from, to) => {
      bytes += to - from;
      rows += 1;
    });
  }
  const out = performance.now();
  await copyIn(client, "bench_line_copy", createReadStream(file, { highWaterMark: 2 ** 20 }));
  const end = performance.now();
  return { seconds: (end - began) / 1000, steps: { out: (out - began) / 1000, in: (end - out) / 1000 }, bytes, rows };
}

async function main([mode, file = ""]: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  try {
    const result = mode === "copy" ? await bareCopy(client, file) : await fullRun(client);
    const { maxRSS } = process.resourceUsage();
    console.log(JSON.stringify({ ...result, peakMiB: Math.round(maxRSS / 1024) }));
  } finally {
    await client.end();
  }
}

await main(process.argv.slice(2));
