import { describe, expect, test } from "vitest";
import { picker } from "../../evaluate/testing/random-story.ts";
import { randomPlan } from "../../reference/random-plan.ts";
import { PlanVersion } from "../plan-version.ts";
import { planTemplate, TEMPLATE_IDS } from "../templates/templates.ts";
import { errorsOf, validatePlan } from "../validate-plan.ts";
import { appended, documentValue, without, withValue } from "./change.ts";
import { LABELS } from "./labels.ts";
import { listStarters } from "./list-starters.ts";
import { describePlan, fieldAt, isField, partsOf } from "./plan.ts";
import type { Json, Label, Part } from "./sentence.ts";
import { bonusStarters, FAMILIES, freeId } from "./starters.ts";
import { everyKind } from "./testing/every-kind.ts";
import { SENTENCES } from "./words.ts";

const plans: readonly (readonly [string, PlanVersion])[] = [
  ...TEMPLATE_IDS.map((id) => [id, planTemplate(id)] as const),
  ["every kind", everyKind()],
];

const asJson = (plan: PlanVersion): { readonly [key: string]: Json } => JSON.parse(JSON.stringify(plan));
/** Places where the changed document has not the shape of a plan; only the definition that was changed is looked at. */
function misshapen(document: Json, path: string): string[] {
  const [list = "", nth = ""] = path.split(".");
  const small = { ...asJson(planTemplate("starter")), bonuses: [], conditions: [], metrics: [], ranks: [], limits: [] };
  const value = documentValue(document, list);
  const own = Array.isArray(value) ? [documentValue(document, `${list}.${nth}`) ?? null] : value;
  return PlanVersion.safeParse({ ...small, [list]: own }).error?.issues.map(({ path }) => path.join(".")) ?? [];
}

/** The plan after every change that the part offers, each by itself. */
function changes(document: Json, part: Part): Json[] {
  if (part.is === "decimal") return [withValue(document, part.path, "0.5")];
  if (part.is === "count") return [withValue(document, part.path, part.least)];
  if (part.is === "text") return [withValue(document, part.path, "other")];
  if (part.is === "choice" || part.is === "slot")
    return part.options.map(({ value }) => withValue(document, part.path, value));
  if (part.is === "names") return part.options.map(({ value }) => withValue(document, part.path, [value]));
  if (part.is === "clause")
    return [part.part === null ? withValue(document, part.path, part.start) : without(document, part.path)];
  if (part.is === "list" || part.is === "table") {
    const removable = part.is === "list" ? part.items.length > 1 : !part.isFixed && part.rows.length > 1;
    return [
      ...part.additions.map(({ value }) => appended(document, part.path, value)),
      ...(removable && Array.isArray(documentValue(document, part.path)) ? [without(document, `${part.path}.0`)] : []),
    ];
  }
  return [];
}

/** What breaks of all changes that a part offers. */
const changesOf = (document: Json, part: Part): string[] =>
  "path" in part ? changes(document, part).flatMap((changed) => misshapen(changed, part.path)) : [];

/** One part of every sort: a list of conditions offers the same again and again. */
function distinct(parts: readonly Part[]): Part[] {
  const sort = (part: Part) =>
    "path" in part
      ? `${part.is} ${part.path
          .replace(/^(?!bonuses)\w+\.\d+/, "")
          .replace(/^bonuses\.(\d+)/, (_, nth) => `bonus ${String.fromCharCode(97 + Number(nth))}`)
          .replaceAll(/\d+/g, "#")}`
      : part.is;
  return [...new Map(parts.map((part) => [sort(part), part])).values()];
}

describe.each(plans)("the description of %s", (_, plan) => {
  const document = asJson(plan);
  const parts = partsOf(describePlan(plan));

  test("shows what the document holds, each value at its path", () => {
    const wrong = parts.filter((part) => {
      if (!isField(part)) return false;
      const held = documentValue(document, part.path);
      const shown = "chosen" in part ? part.chosen : part.value;
      const isDefault = held === undefined && (shown === null || shown === "this" || shown === "manual" || shown === 1);
      return !isDefault && JSON.stringify(held) !== JSON.stringify(shown);
    });
    expect(wrong).toEqual([]);
  });

  test("offers only changes that leave the shape of a plan", () => {
    const broken = distinct(parts).flatMap((part) => changesOf(document, part));
    expect(broken).toEqual([]);
  });

  test("a choice has what is chosen among its options", () => {
    const missing = parts.filter((part) => {
      if (part.is !== "choice") return false;
      return !part.options.some(({ value }) => JSON.stringify(value) === JSON.stringify(part.chosen));
    });
    expect(missing).toEqual([]);
  });
});

describe("every value of a plan", () => {
  test.each(plans)("of %s has a field, but ids, kinds and what a page of its own edits", (_, plan) => {
    const shown = new Set(partsOf(describePlan(plan)).flatMap((part) => ("path" in part ? [part.path] : [])));
    const isElsewhere =
      /^(schema|planId|version|label|effectiveFrom|timeZone|currency|minorDigits|rankTree|basePeriod)$|\.(id|kind|to|unit)$|\.source\.params\.|^volumes\.2\.customers$/;
    const isWhole = (path: string) => [...shown].some((field) => path === field || path.startsWith(`${field}.`));
    const leaves = leavesOf(asJson(plan)).filter((path) => !isElsewhere.test(path) && !isWhole(path));
    expect(leaves.filter((path) => !/\.(always|personallySponsored|percent)$/.test(path))).toEqual([]);
  });
});

function leavesOf(value: Json | undefined, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === "" ? key : `${path}.${key}`));
}

test("random plans of every bonus kind are described, and every change keeps their shape", () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const plan = randomPlan(picker(seed));
    const document = asJson(plan);
    for (const part of distinct(partsOf(describePlan(plan)))) {
      expect(changesOf(document, part)).toEqual([]);
    }
  }
}, 60_000);

test("every sentence and every word is used by a plan of every kind", () => {
  const demoting = { title: { demoteAfter: 3 }, gracePeriods: 1, announce: "atClose" } as const;
  const parts = [everyKind(), { ...everyKind(), rankPolicy: demoting }].flatMap((plan) => partsOf(describePlan(plan)));
  const said = new Set<string>(parts.flatMap((part) => (part.is === "sentence" ? [part.key] : [])));
  expect(Object.keys(SENTENCES).filter((key) => !said.has(key))).toEqual([]);
  const labels = (list: readonly Label[]) => list.flatMap((label) => ("key" in label ? [label.key as string] : []));
  const plan = everyKind();
  const worded = new Set([
    ...parts.flatMap((part) => [
      ...("label" in part ? labels([part.label]) : []),
      ...("options" in part ? labels(part.options.map(({ label }) => label)) : []),
      ...("additions" in part ? labels(part.additions.map(({ label }) => label)) : []),
      ...(part.is === "table" ? labels(part.columns) : []),
    ]),
    ...labels(
      Object.values(listStarters(plan))
        .flat()
        .map(({ label }) => label),
    ),
    ...bonusStarters({ ...plan, trees: [], metrics: [], bonuses: [] }, String).flatMap((start) =>
      "needs" in start ? [start.needs] : [],
    ),
  ]);
  expect(LABELS.filter((key) => !worded.has(key))).toEqual([]);
});

describe("what may be added", () => {
  const plan = planTemplate("weekly_binary");
  const withMatrix: PlanVersion = {
    ...plan,
    trees: [...plan.trees, { id: "matrix", label: "Matrix", kind: "matrix", width: 3 }],
    metrics: [
      ...plan.metrics,
      { id: "gv", label: "GV", kind: "group", volume: "pv", tree: "sponsor", period: "month", includeSelf: true },
    ],
  };
  test.each(FAMILIES)("a bonus of the family %s is valid as it is added", (family) => {
    const start = bonusStarters(withMatrix, String).find((one) => one.family === family);
    const value = start && "value" in start ? start.value : undefined;
    expect(value).toBeDefined();
    const next = { ...withMatrix, bonuses: [...withMatrix.bonuses, value] };
    expect(errorsOf(validatePlan(next))).toEqual([]);
  });
  test("what a family needs is named", () => {
    const starts = bonusStarters({ ...plan, trees: plan.trees.slice(0, 1), bonuses: [] }, String);
    const needs = starts.flatMap((start) => ("needs" in start ? [[start.family, start.needs]] : []));
    expect(needs).toEqual([
      ["stairstep", "needs.groupMetric"],
      ["binary", "needs.binaryTree"],
      ["matrix", "needs.matrixTree"],
      ["matching", "needs.closingBonus"],
      ["generationMatch", "needs.closingBonus"],
    ]);
  });
  test.each(["trees", "periods", "volumes", "metrics", "conditions", "limits"] as const)(
    "%s keep the plan valid",
    (list) => {
      const document = asJson(plan);
      for (const { value } of listStarters(plan)[list]) {
        expect(errorsOf(validatePlan(appended(document, list, value)))).toEqual([]);
      }
    },
  );
  test("an id is free and of the right form", () => {
    expect(freeId([{ id: "fast_start" }, { id: "fast_start_2" }], "fastStart")).toBe("fast_start_3");
  });
});

test("the field of a path is found for the words of a difference", () => {
  const plan = planTemplate("starter");
  expect(fieldAt(plan, "bonuses.2.rate.byLevel.1")).toMatchObject({
    is: "decimal",
    label: { text: "2" },
    value: "0.05",
  });
  expect(fieldAt(plan, "planId")).toBeUndefined();
});
