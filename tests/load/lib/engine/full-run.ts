import type pg from "pg";
import { copyIn, rowWriter } from "../../../../packages/db/src/index.ts";
import {
  type BulkEvaluation,
  EMPTY_STATE,
  evaluateBulk,
  type IdIndex,
  type LineColumns,
  periodById,
} from "../../../../packages/domain/src/index.ts";
import { loadFacts } from "./load.ts";
import { BENCH_PLAN } from "./plan.ts";
import { emptyLines } from "./tables.ts";

/** Everything a close does with the rows of a month: load, evaluate, write the lines. */
export async function fullRun(client: pg.Client) {
  await emptyLines(client, "bench_line");
  const [month] = BENCH_PLAN.periods;
  if (!month) throw new Error("the plan has a period");
  const period = periodById(month, "month:2026-06-01", BENCH_PLAN.timeZone);
  const began = performance.now();
  const { bulk, ids } = await loadFacts(client, period);
  const loaded = performance.now();
  const result = evaluateBulk(BENCH_PLAN, bulk, EMPTY_STATE);
  const evaluated = performance.now();
  const written = { lines: 0 };
  await copyIn(client, "bench_line", rowsOf(result, ids, written));
  const end = performance.now();
  return {
    seconds: (end - began) / 1000,
    steps: { load: (loaded - began) / 1000, evaluate: (evaluated - loaded) / 1000, write: (end - evaluated) / 1000 },
    ...written,
    ...totals(result, bulk.ids.length),
  };
}

/** The lines as rows, made as fast as the database takes them. */
function* rowsOf({ lines }: BulkEvaluation, ids: IdIndex, written: { lines: number }): Generator<Uint8Array> {
  const row = rowWriter();
  for (const columns of lines) {
    for (let k = 0; k < columns.earner.length; k += 1) {
      written.lines += writeEarner(row, columns, ids, k);
      yield* row.take();
    }
  }
  yield* row.take(true);
}

function writeEarner(row: ReturnType<typeof rowWriter>, columns: LineColumns, ids: IdIndex, k: number): number {
  const { bonusId, earner, from, source, segment, level, base, rate, minor } = columns;
  let count = 0;
  for (let line = from[k] ?? 0; line < (from[k + 1] ?? 0); line += 1) {
    if (minor[line] === 0) continue;
    const seller = source[line] ?? -1;
    row.text(bonusId);
    row.bytes((into, at) => ids.write(earner[k] ?? 0, into, at));
    if (seller < 0) row.text(columns.sourceKey(line));
    else row.bytes((into, at) => ids.write(seller, into, at));
    row.number(segment[line] ?? 0);
    row.number(level[line] ?? 0);
    row.number(Number(base[line] ?? 0));
    row.number(rate[line] ?? 0);
    row.number(minor[line] ?? 0);
    row.endRow();
    count += 1;
  }
  return count;
}

/** What has to come out the same whoever computes it. */
function totals({ ranks, metric }: BulkEvaluation, people: number) {
  const group = metric("gv");
  let gv = 0n;
  const counts = new Array<number>(BENCH_PLAN.ranks.length).fill(0);
  for (let person = 0; person < people; person += 1) {
    gv += BigInt(group(person));
    const rank = ranks.qualified[person] ?? 0;
    counts[rank] = (counts[rank] ?? 0) + 1;
  }
  const rows = counts.flatMap((count, rank) => (count > 0 ? [`${rank}:${count}`] : []));
  return { gv: String(gv), ranks: rows.join(" ") };
}
