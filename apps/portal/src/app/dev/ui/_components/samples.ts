import type { TeamNode } from "~/components/team/view";
import type { EarningRow, LineExplanation, PeriodView, PersonRef, RankProgress } from "~/components/views";

/** Invented data for the stories. */
const USD = "USD";
export const march: PeriodView = {
  id: "month:2026-03-01",
  cadence: "month",
  startsAt: "2026-03-01T05:00:00.000Z",
  endsAt: "2026-04-01T04:00:00.000Z",
  status: "open",
  firmOn: "2026-04-03T04:00:00.000Z",
  label: "March 2026",
};
export const february: PeriodView = { ...march, id: "month:2026-02-01", status: "closed", label: "February 2026" };
export const now = "2026-03-18T14:04:22.000Z";

const person = (id: string, number: string, name: string): PersonRef => ({ id: `dst_${id}`, number, name });
const clover = person("clover", "D-0764", "Clover Marsh");

export const line = (id: string, change: Partial<EarningRow>): EarningRow => ({
  id: `lin_01m7tmpzv6fd0d2zkakgtz4${id}`,
  lineKey: id,
  bonusId: "retail",
  bonusLabel: "Retail bonus",
  level: null,
  amount: { minor: 1418n, currency: USD },
  state: "pending",
  effectiveAt: "2026-03-18T14:04:22.000Z",
  postedAt: "2026-03-18T14:04:22.000Z",
  availableAt: "2026-04-01T14:04:22.000Z",
  order: { id: "ord_1", number: "O-48213" },
  from: null,
  buyerKind: "customer",
  isEstimate: false,
  reverses: null,
  sentence: { key: "line.retail", values: {} },
  ...change,
});

export const rows: readonly EarningRow[] = [
  line("a", { buyerKind: "customer" }),
  line("b", {
    bonusId: "fast_start",
    bonusLabel: "Fast start",
    level: 1,
    amount: { minor: 1600n, currency: USD },
    from: clover,
    effectiveAt: "2026-03-17T20:41:00.000Z",
  }),
  line("c", { amount: { minor: 2360n, currency: USD }, state: "available", effectiveAt: "2026-03-16T01:18:00.000Z" }),
  line("d", {
    amount: { minor: -473n, currency: USD },
    reverses: { lineId: "lin_a", number: "O-47720" },
    state: "reversed",
    effectiveAt: "2026-03-15T13:27:00.000Z",
  }),
];

export const summary = {
  earned: { minor: 41_236n, currency: USD },
  byState: { pending: 23_146n, available: 12_535n, inPayout: 0n, paid: 5555n, reversed: -873n, owed: 0n },
  sameDayLastPeriod: 37_426n,
  postedByDay: [1, 2, 4, 5, 8, 9, 11, 12, 15, 17, 18].map((day, index) => ({
    day: `2026-03-${String(day).padStart(2, "0")}`,
    minor: BigInt(2000 + ((index * 731) % 3300)),
  })),
  lastPeriodByDay: Array.from({ length: 28 }, (_, index) => ({
    day: `2026-02-${String(index + 1).padStart(2, "0")}`,
    minor: BigInt(1400 + ((index * 377) % 1500)),
  })),
  lineCount: 31,
};
export const estimate = {
  total: { minor: 23_180n, currency: USD },
  byBonus: [{ bonusId: "unilevel", label: "Unilevel", minor: 23_180n }],
  others: [],
  dirty: false,
};
export const balances = { pending: 23_146n, available: 18_155n, onHold: 0n, inPayout: 0n, owed: 873n };
export const facts = {
  joined: [{ person: clover, at: "2026-03-09T15:00:00.000Z" }],
  almostActive: [{ person: person("fern", "D-0388", "Fern Brook"), missingPv: 1200n }],
  quiet: [{ person: person("linden", "D-0391", "Linden Shaw"), lastOrderAt: "2026-02-10T15:00:00.000Z" }],
  size: 64,
  active: 41,
};

const ladder = ["Seed", "Sprout", "Leaf", "Branch", "Bough", "Oak"].map((label, index) => ({
  id: label.toLowerCase(),
  label,
  bars: index + 1,
}));
export const progress: RankProgress = {
  period: march,
  ladder,
  paidAs: "leaf",
  qualified: "leaf",
  title: "leaf",
  highest: "branch",
  countedUntil: march.endsAt,
  pv: 12_400n,
  gv: 274_000n,
  isActive: true,
  activeNeed: { have: 12_400n, need: 10_000n },
  legs: [],
  next: {
    rankId: "branch",
    label: "Branch",
    requirements: [
      {
        kind: "volume",
        text: { key: "need.own", values: {} },
        have: 12_400n,
        need: 10_000n,
        missing: 0n,
        ok: true,
        unit: "pv",
      },
      {
        kind: "volume",
        text: { key: "need.group", values: {} },
        have: 224_000n,
        need: 250_000n,
        missing: 26_000n,
        ok: false,
        unit: "gv",
      },
      {
        kind: "count",
        text: { key: "need.legs", values: { rank: "Sprout" } },
        have: 2,
        need: 3,
        missing: 1,
        ok: false,
        unit: "legs",
      },
    ],
  },
  keep: null,
};

export const explanation: LineExplanation = {
  row: line("a", { bonusId: "unilevel", bonusLabel: "Unilevel", level: 3, amount: { minor: 165n, currency: USD } }),
  earner: person("hazel", "D-0217", "Hazel Brook"),
  sentence: {
    key: "line.unilevel",
    values: {
      amount: "1.65",
      currency: "USD",
      rate: "0.04",
      level: "3",
      base: "41.25",
      volume: "CV",
      order: "O-48213",
      from: "Fern Brook",
    },
  },
  equation: {
    what: "order",
    base: 4125n,
    baseMinor: null,
    baseText: "41.25",
    unit: "share",
    volume: "cv",
    rate: "0.04",
    exact: "1.65",
    rounded: 165n,
    currency: USD,
    how: "line",
  },
  path: [
    {
      id: null,
      name: "Order O-48213",
      level: null,
      outcome: "source",
      reason: null,
      detail: { text: "Paid by card, $63.00, carries 41.25 CV" },
    },
    { id: "dst_clover", name: "Clover Marsh", level: 1, outcome: "paid", reason: null, detail: {} },
    {
      id: "dst_bracken",
      name: "Bracken Hollow",
      level: null,
      outcome: "skipped",
      reason: "not_active",
      detail: { have: "64", need: "100" },
    },
    { id: "dst_fern", name: "Fern Brook", level: 2, outcome: "paid", reason: null, detail: {} },
    { id: "dst_hazel", name: "Hazel Brook", level: 3, outcome: "you", reason: null, detail: { rate: "0.04" } },
  ],
  conditions: [{ text: "Active: personal volume of at least 100.00 PV", ok: true, have: "124.00", need: "100.00" }],
  plan: {
    versionId: "plv_3",
    version: 3,
    label: "in force since 1 Jan 2026",
    ruleSentence: {
      key: "rule.unilevel",
      values: { bonus: "Unilevel", levels: "5", rates: "0.05 / 0.05 / 0.04 / 0.03 / 0.02" },
    },
  },
  life: [
    { step: "posted", at: "2026-03-18T14:04:22.000Z", expectedAt: null },
    { step: "available", at: null, expectedAt: "2026-04-01T14:04:22.000Z" },
    { step: "in_payout", at: null, expectedAt: "2026-04-02T14:00:00.000Z" },
    { step: "paid", at: null, expectedAt: "2026-04-03T14:00:00.000Z" },
  ],
  cause: {
    orderId: "ord_1",
    orderNumber: "O-48213",
    paymentRef: "pi_3QzL8mKc2TqYw7Rb",
    provider: "stripe",
    eventId: null,
    ledgerTxIds: ["4711"],
  },
  reversals: [],
  original: null,
  notes: [],
};

export const nodes: readonly TeamNode[] = [
  ["hazel", "Hazel Brook", "leaf", 12_400n, 274_000n, 3, 64, 0, "good"],
  ["clover", "Clover Marsh", "seed", 4000n, 16_800n, 2, 4, 1, "good"],
  ["bracken", "Bracken Hollow", "sprout", 6400n, 101_600n, 1, 21, 2, "terminated"],
  ["fern", "Fern Brook", "sprout", 8800n, 68_400n, 0, 0, 2, "good"],
  ["linden", "Linden Shaw", "leaf", 31_200n, 154_000n, 12, 38, 1, "good"],
].map(([id, name, rankId, pv, gv, childCount, teamCount, level, status], index) => ({
  id: `dst_${id}`,
  number: `D-0${210 + index}`,
  name: String(name),
  level: Number(level),
  status: String(status),
  isActive: index !== 1,
  rankId: String(rankId),
  rankLabel: String(rankId).replace(/^./, (letter) => letter.toUpperCase()),
  rankBars: 2,
  slot: null,
  pv: BigInt(pv ?? 0),
  gv: BigInt(gv ?? 0),
  childCount: Number(childCount),
  teamCount: Number(teamCount),
  activeLegs: 2,
  legCount: Number(childCount),
  joinedAt: now,
  isNew: index === 1,
}));
export const rails: readonly (readonly boolean[])[] = [[], [true], [true, true], [true, false], [false]];
