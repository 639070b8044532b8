import type { Bonus } from "../bonus-schema.ts";
import { conditionPart } from "./conditions.ts";
import { describeAmounts, ratePart } from "./rates.ts";
import {
  choice,
  clause,
  count,
  decimal,
  type Json,
  moneyOf,
  type Names,
  type Option,
  type Part,
  sentence,
  word,
} from "./sentence.ts";
import { describeSource } from "./sources.ts";
import { describeWalk, walkStarters } from "./walks.ts";

/** A bonus as a card shows it: its name, what it pays in one sentence, and below it when, as what, and within which limit. */
export interface BonusDescription {
  readonly id: string;
  readonly name: Part;
  readonly sentence: Part;
  readonly when: Part;
  readonly settle: Part;
  readonly limits: readonly Part[];
}

export function describeBonus(plan: Names, bonus: Bonus, path: string): BonusDescription {
  const { id, label, limit } = bonus;
  const money = moneyOf(plan);
  return {
    id,
    name: { is: "text", path: `${path}.label`, label: word("name"), value: label },
    sentence: whatItPays(plan, bonus, path),
    when: whenPart(plan, bonus, path),
    settle: sentence("bonus.settle", {
      as: choice(
        `${path}.settle.as`,
        "settleAs",
        [
          ["settle.cash", "cash"],
          ["settle.credit", "credit"],
        ],
        bonus.settle.as,
      ),
      days: count(`${path}.settle.holdDays`, "holdDays", bonus.settle.holdDays, 0),
    }),
    limits: [
      clause(
        `${path}.limit.perEarner`,
        "perEarner",
        { flat: "1000" },
        limit?.perEarner
          ? sentence("limit.perEarner", { amount: describeAmounts(plan, limit.perEarner, `${path}.limit.perEarner`) })
          : null,
      ),
      clause(
        `${path}.limit.perSource`,
        "perSource",
        "100",
        limit?.perSource
          ? sentence("limit.perSource", {
              amount: decimal(`${path}.limit.perSource`, word("perSource"), money, limit.perSource),
            })
          : null,
      ),
    ],
  };
}

function whatItPays(plan: Names, bonus: Bonus, path: string): Part {
  const { source, gate, rate } = bonus;
  const parts = {
    source: describeSource(plan, source, `${path}.source`),
    walk: walkPart(plan, bonus, `${path}.walk`),
    gate: conditionPart(plan, gate, `${path}.gate`),
  };
  if (!rate) return sentence("bonus.withoutRate", parts);
  const paid = ratePart(plan, bonus, rate, `${path}.rate`);
  return sentence(sentenceFor(bonus), { ...parts, rate: paid });
}

function walkPart(plan: Names, bonus: Bonus, path: string): Part {
  const part = describeWalk(plan, bonus.walk, path);
  const options = walkStarters(plan, bonus);
  return options.length === 0 ? part : { is: "slot", path, label: word("walk"), part, options };
}

/** At once or with a period, and which rank it reads: what is decided at once can only read what is closed. */
function whenPart(plan: Names, { when, rankAt }: Bonus, path: string): Part {
  const options: Option[] = [
    { label: word("when.live"), value: { live: true } },
    ...plan.periods.map(({ id, every }): Option => ({ label: word(`when.${every}`), value: { close: id } })),
  ];
  const chosen: Json = "live" in when ? { live: true } : { close: when.close };
  return sentence("bonus.when", {
    when: { is: "choice", path: `${path}.when`, label: word("when"), options, chosen },
    basis: choice(
      `${path}.rankAt.basis`,
      "basis",
      [
        ["rankAt.paidAs", "paidAs"],
        ["rankAt.title", "title"],
      ],
      rankAt.basis,
    ),
    at: choice(
      `${path}.rankAt.at`,
      "at",
      [
        ["at.this", "this"],
        ["at.lastClosed", "lastClosed"],
      ],
      rankAt.at,
    ),
  });
}

function sentenceFor({ source, walk, rate }: Bonus) {
  if (source.kind === "milestone") return "bonus.once";
  if (walk.to === "differential") return "bonus.difference";
  if (rate?.unit === "share") return "bonus.share";
  return source.kind === "legs" ? "bonus.perMatch" : "bonus.amount";
}
