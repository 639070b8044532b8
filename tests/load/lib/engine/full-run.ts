import type pg from "pg";
import { copyIn, copyOut } from "../../../../packages/db/src/index.ts";
import {
  EMPTY_STATE,
  type Evaluation,
  evaluate,
  type Fact,
  instant,
  periodById,
} from "../../../../packages/domain/src/index.ts";
import { BENCH_PLAN } from "./plan.ts";
import { emptyLines, MEMBERS, ORDERS } from "./tables.ts";

const JOINED = instant("2026-01-01T00:00:00Z");
const SOLD = instant("2026-06-10T00:00:00Z");

/** Everything a close does with the rows of a month: load, evaluate, write the lines. */
export async function fullRun(client: pg.Client) {
  await emptyLines(client, "bench_line");
  const began = performance.now();
  const facts = await load(client);
  const loaded = performance.now();
  const [month] = BENCH_PLAN.periods;
  if (!month) throw new Error("the plan has a period");
  const period = periodById(month, "month:2026-06-01", BENCH_PLAN.timeZone);
  const given = { cadence: "month", period, versions: [], facts, past: [], closed: [], originals: [] };
  const result = evaluate(BENCH_PLAN, given, EMPTY_STATE);
  const evaluated = performance.now();
  await copyIn(client, "bench_line", linesOf(result));
  const end = performance.now();
  return {
    seconds: (end - began) / 1000,
    steps: { load: (loaded - began) / 1000, evaluate: (evaluated - loaded) / 1000, write: (end - evaluated) / 1000 },
    lines: result.lines.length,
    ...totals(result),
  };
}

async function load(client: pg.Client): Promise<Fact[]> {
  const facts: Fact[] = [];
  const recorded = { seq: 0, recordedAt: JOINED };
  await copyOut(client, MEMBERS, (bytes, from, to) => {
    const [id = "", sponsor = "", parent = "", side = ""] = text(bytes, from, to).split("\t");
    const edge = { t: "edge", distributor: id, from: JOINED, ...recorded } as const;
    facts.push({ t: "distributor", id, distributor: id, joinedAt: JOINED, earns: true, ...recorded });
    facts.push({ ...edge, id: `s${id}`, tree: "sponsor", parent: sponsor === "\\N" ? null : sponsor, slot: null });
    const slot = parent === "\\N" ? null : Number(side);
    facts.push({ ...edge, id: `b${id}`, tree: "binary", parent: parent === "\\N" ? null : parent, slot });
  });
  let count = 0;
  await copyOut(client, ORDERS, (bytes, from, to) => {
    const [seller = "", pv = "", cv = ""] = text(bytes, from, to).split("\t");
    const order = `ord_${count}`;
    const who = { buyer: seller, buyerKind: "distributor", creditedTo: seller } as const;
    const rest = { effectiveAt: SOLD, margin: 0n, isFirst: false, party: null, packageLevel: null, ...recorded };
    facts.push({ t: "order", id: order, order, ...who, volumes: { pv: BigInt(pv), cv: BigInt(cv) }, ...rest });
    count += 1;
  });
  return facts;
}

const text = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from - 1).toString("latin1");

function* linesOf({ lines }: Evaluation): Generator<Uint8Array> {
  for (let from = 0; from < lines.length; from += 5_000) {
    const rows = lines
      .slice(from, from + 5_000)
      .map(({ bonusId, earnerId, sourceKey, segment, level, base, rate, minor }) => {
        return `${[bonusId, earnerId, sourceKey.replace("mem:", ""), segment, level, base, rate, minor].join("\t")}\n`;
      });
    yield Buffer.from(rows.join(""), "latin1");
  }
}

/** What has to come out the same whoever computes it. */
function totals({ ranks }: Evaluation) {
  let gv = 0n;
  const counts = new Map<string, number>();
  for (const { metrics, qualified } of Object.values(ranks)) {
    gv += metrics.gv ?? 0n;
    counts.set(qualified, (counts.get(qualified) ?? 0) + 1);
  }
  const known = BENCH_PLAN.ranks.map(({ id }, rank) => ({ rank, count: counts.get(id) ?? 0 }));
  const rows = known.filter(({ count }) => count > 0).map(({ rank, count }) => `${rank}:${count}`);
  return { gv: String(gv), ranks: rows.join(" ") };
}
