import type { Amounts, Bonus, RateTable, Unlock } from "../bonus-schema.ts";
import { atField, unitOfMetric } from "./conditions.ts";
import {
  choice,
  count,
  decimal,
  type Json,
  moneyOf,
  type Names,
  named,
  type Option,
  type Part,
  percent,
  reference,
  sentence,
  type Table,
  type Unit,
  word,
} from "./sentence.ts";

/** The rate of a bonus: a table that can be turned into one of another form. */
export function ratePart(plan: Names, bonus: Bonus, rate: RateTable, path: string): Part {
  return {
    is: "slot",
    path,
    label: word("rate"),
    part: describeRate(plan, rate, path),
    options: rateStarters(plan, bonus, rate),
  };
}

function describeRate(plan: Names, rate: RateTable, path: string): Part {
  const unit = rate.unit === "share" ? percent : moneyOf(plan);
  if ("flat" in rate) return sentence("rate.flat", { value: decimal(`${path}.flat`, word("rate"), unit, rate.flat) });
  if ("byLevel" in rate) return sentence("rate.byLevel", { values: levels(rate.byLevel, `${path}.byLevel`, unit) });
  if ("byRank" in rate)
    return sentence(rate.unit === "share" ? "rate.byRank" : "rate.amountByRank", {
      table: rankTable(plan, rate.byRank, `${path}.byRank`, unit),
    });
  if ("byRankLevel" in rate)
    return sentence("rate.byRankLevel", { table: rankLevelTable(plan, rate.byRankLevel, `${path}.byRankLevel`, unit) });
  if ("byPackage" in rate)
    return sentence("rate.byPackage", { table: keyedTable(rate.byPackage, `${path}.byPackage`, "package", unit) });
  return sentence("rate.byMetric", {
    metric: reference(plan, "metrics", `${path}.byMetric`, rate.byMetric),
    at: atField(path, rate.at),
    mode: choice(
      `${path}.mode`,
      "mode",
      [
        ["mode.whole", "whole"],
        ["mode.marginal", "marginal"],
      ],
      rate.mode,
    ),
    table: rowsTable(rate.rows, `${path}.rows`, unitOfMetric(plan, rate.byMetric), {
      label: "rate",
      cell: (at, value) => decimal(at, word("rate"), unit, value),
    }),
  });
}

/** Values of level 1, 2, 3 … as "5 / 4 / 3 %". */
function levels(values: readonly string[], path: string, unit: Unit): Part {
  const items = values.map((value, index): Part => decimal(`${path}.${index}`, named(String(index + 1)), unit, value));
  return {
    is: "list",
    path,
    between: "slash",
    items,
    additions: [{ label: word("level"), value: values.at(-1) ?? "0" }],
  };
}

/** One value for each rank of the ladder; a rank without one has none. */
export function rankTable(plan: Names, values: Readonly<Record<string, string>>, path: string, unit: Unit): Table {
  const rows = plan.ranks.map(({ id, label }) => {
    return {
      path: `${path}.${id}`,
      label: named(label),
      cells: [decimal(`${path}.${id}`, named(label), unit, values[id])],
    };
  });
  return {
    is: "table",
    path,
    label: word("byRank"),
    columns: [word("rank"), word("rate")],
    rows,
    additions: [],
    isFixed: true,
  };
}

function rankLevelTable(
  plan: Names,
  values: Readonly<Record<string, readonly string[]>>,
  path: string,
  unit: Unit,
): Table {
  const rows = plan.ranks.map(({ id, label }) => {
    const own = values[id] ?? [];
    return { path: `${path}.${id}`, label: named(label), cells: [levels(own, `${path}.${id}`, unit)] };
  });
  return {
    is: "table",
    path,
    label: word("byRankLevel"),
    columns: [word("rank"), word("levels")],
    rows,
    additions: [],
    isFixed: true,
  };
}

/** Values under names that people give: packages, parameters of a calculator. */
export function keyedTable(
  values: Readonly<Record<string, string>>,
  path: string,
  label: "package" | "parameter",
  unit: Unit,
): Table {
  const rows = Object.entries(values).map(([key, value]) => {
    return { path: `${path}.${key}`, label: named(key), cells: [decimal(`${path}.${key}`, named(key), unit, value)] };
  });
  return {
    is: "table",
    path,
    label: word(label),
    columns: [word(label), word("value")],
    rows,
    additions: [],
    isFixed: label === "parameter",
  };
}

/** Rows "from this much on, that": the only table that reads "at least". */
export function rowsTable<V extends Json>(
  rows: readonly (readonly [string, V])[],
  path: string,
  unit: Unit,
  { label, cell }: { readonly label: "rate" | "levels"; readonly cell: (path: string, value: V) => Part },
): Table {
  const last = rows.at(-1);
  return {
    is: "table",
    path,
    label: word(label),
    columns: [word("atLeast"), word(label)],
    rows: rows.map(([least, value], index) => {
      const at = `${path}.${index}`;
      return {
        path: at,
        label: null,
        cells: [decimal(`${at}.0`, word("atLeast"), unit, least), cell(`${at}.1`, value)],
      };
    }),
    additions: last ? [{ label: word("row"), value: [last[0], last[1]] }] : [],
    isFixed: false,
  };
}

/** How many levels an earner may be paid. */
export function describeUnlock(plan: Names, unlock: Unlock, path: string): Part {
  if ("byRank" in unlock) {
    const at = `${path}.byRank`;
    const rows = plan.ranks.map(({ id, label }) => {
      return {
        path: `${at}.${id}`,
        label: named(label),
        cells: [count(`${at}.${id}`, "levels", unlock.byRank[id], 0)],
      };
    });
    return sentence("unlock.byRank", {
      table: {
        is: "table",
        path: at,
        label: word("unlock"),
        columns: [word("rank"), word("levels")],
        rows,
        additions: [],
        isFixed: true,
      },
    });
  }
  if ("byAttribute" in unlock) {
    return sentence("unlock.byAttribute", {
      attribute: { is: "text", path: `${path}.byAttribute`, label: word("attribute"), value: unlock.byAttribute },
    });
  }
  return sentence("unlock.byMetric", {
    metric: reference(plan, "metrics", `${path}.byMetric`, unlock.byMetric),
    at: atField(path, unlock.at),
    table: rowsTable(unlock.rows, `${path}.rows`, unitOfMetric(plan, unlock.byMetric), {
      label: "levels",
      cell: (at, value) => count(at, "levels", value, 0),
    }),
  });
}

/** Amounts of money, the same for everybody or by rank. */
export function describeAmounts(plan: Names, amounts: Amounts, path: string): Part {
  const unit = moneyOf(plan);
  const first = "flat" in amounts ? amounts.flat : (Object.values(amounts.byRank)[0] ?? "0");
  const part =
    "flat" in amounts
      ? sentence("amounts.flat", { value: decimal(`${path}.flat`, word("amount"), unit, amounts.flat) })
      : sentence("amounts.byRank", { table: rankTable(plan, amounts.byRank, `${path}.byRank`, unit) });
  const options: Option[] = [
    { label: word("form.flat"), value: { flat: first } },
    { label: word("form.byRank"), value: { byRank: perRank(plan, first) } },
  ];
  return { is: "slot", path, label: word("amount"), part, options };
}

export const perRank = <V extends Json>(plan: Names, value: V): Record<string, V> =>
  Object.fromEntries(plan.ranks.map(({ id }) => [id, value]));

/** The other forms that the rate of this bonus may have, beginning with the first value of the present one. */
function rateStarters(plan: Names, { walk, source }: Bonus, rate: RateTable): Option[] {
  const { unit } = rate;
  const first = firstOf(rate);
  const metric = plan.metrics[0]?.id;
  const depth =
    walk.to === "upline" && walk.levels !== "infinity" ? walk.levels : walk.to === "generations" ? walk.count : 1;
  const row = Array.from({ length: depth }, () => first);
  const isDeep = walk.to === "upline" || walk.to === "generations";
  if (walk.to === "coded") return [];
  return [
    ...(source.kind === "milestone" ? [] : [{ label: word("form.flat"), value: { unit, flat: first } }]),
    ...(isDeep ? [{ label: word("form.byLevel"), value: { unit, byLevel: row } }] : []),
    { label: word("form.byRank"), value: { unit, byRank: perRank(plan, first) } },
    ...(isDeep ? [{ label: word("form.byRankLevel"), value: { unit, byRankLevel: perRank(plan, row) } }] : []),
    ...(metric && source.kind === "orders"
      ? [
          {
            label: word("form.byMetric"),
            value: { unit, byMetric: metric, at: "this", rows: [["100", first]], mode: "whole" },
          },
        ]
      : []),
  ];
}

function firstOf(rate: RateTable): string {
  if ("flat" in rate) return rate.flat;
  if ("byLevel" in rate) return rate.byLevel[0] ?? "0";
  if ("byRank" in rate) return Object.values(rate.byRank)[0] ?? "0";
  if ("byRankLevel" in rate) return Object.values(rate.byRankLevel)[0]?.[0] ?? "0";
  return "byPackage" in rate ? (Object.values(rate.byPackage)[0] ?? "0") : (rate.rows[0]?.[1] ?? "0");
}
