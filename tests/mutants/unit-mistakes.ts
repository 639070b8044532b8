import type { Edit } from "./mutant.ts";

const domain = "packages/domain/src";
const server = "packages/server/src";
const STRIPE = `${server}/inbox/providers/stripe.ts`;
const STANDARD = `${server}/inbox/providers/standard.ts`;
const SIGNATURE = `${server}/inbox/signature.ts`;
const stripeTests = [`${server}/inbox/providers/stripe.test.ts`];
const standardTests = [`${server}/inbox/providers/standard.test.ts`];
const bothTests = [...stripeTests, ...standardTests];

/** Mistakes that tests without a database have to notice. */
export const UNIT: readonly (Edit & { readonly name: string; readonly tests: readonly string[] })[] = [
  {
    name: "wrong rate: the retail bonus pays 20 % instead of 25 %",
    file: `${domain}/plan/templates/meadow-and-oak.ts`,
    from: '3: { from: "2025-11-01", retail: "0.25"',
    to: '3: { from: "2025-11-01", retail: "0.20"',
    tests: [`${domain}/evaluate/worked-example.test.ts`, `${domain}/evaluate/order-lines.test.ts`],
  },
  {
    name: "wrong sign: a refund adds to its line",
    file: `${domain}/evaluate/refund-lines.ts`,
    from: "return -round(times(",
    to: "return round(times(",
    tests: [`${domain}/evaluate/order-lines.test.ts`, `${domain}/evaluate/refunds.property.test.ts`],
  },
  {
    name: "half goes to the even neighbour instead of away from zero",
    file: `${domain}/money/exact.ts`,
    from: '(rounding === "halfAwayFromZero" || whole % 2n === 1n)',
    to: "whole % 2n === 1n",
    tests: [`${domain}/money/exact.test.ts`],
  },
  {
    name: "a late failure undoes what was paid",
    file: `${domain}/payment/fold.ts`,
    from: "    status: statusOf({ gross, refunded, lost, net, openDisputes }),",
    to: '    status: facts.some((fact) => fact.operation === "failed") ? "failed" : "paid",',
    tests: [`${domain}/payment/fold.test.ts`],
  },
  {
    name: "a partial refund takes back the whole volume",
    file: `${domain}/commission/payment-outcome.ts`,
    from: 'return round(exact(whole * takenMinor, paidMinor), "halfAwayFromZero");',
    to: "return takenMinor > 0n && paidMinor > 0n ? whole : 0n;",
    tests: [`${domain}/commission/payment-outcome.test.ts`],
  },
  {
    name: "compression off by one: an inactive person uses up a level",
    file: `${domain}/plan/bonuses/walks/upline.ts`,
    from: 'visit(person, null, "skipped", "not_active");\n',
    to: 'visit(person, null, "skipped", "not_active");\n      level += 1;\n',
    tests: [`${domain}/plan/bonuses/walks/upline.test.ts`],
  },
  {
    name: "an inactive earner is paid",
    file: `${domain}/evaluate/readers.ts`,
    from: '      return rule.gateReadsActive && !isActive(person) ? "not_active" : "gate_not_met";',
    to: '      return rule.gateReadsActive && !isActive(person) ? null : "gate_not_met";',
    tests: [`${domain}/evaluate/order-lines.test.ts`, `${domain}/evaluate/worked-example.test.ts`],
  },
  {
    name: "the end of a period belongs to it",
    file: `${domain}/time/period.ts`,
    from: "return period.start <= at && at < period.end;",
    to: "return period.start <= at && at <= period.end;",
    tests: [`${domain}/time/period.test.ts`],
  },
  {
    name: "stripe: the time of the signature is not checked",
    file: STRIPE,
    from: '    if (!isTimely(sentAt, receivedAt, toleranceSeconds)) return { ok: false, because: "outside_tolerance" };\n',
    to: "    void isTimely;\n    void receivedAt;\n    void toleranceSeconds;\n",
    tests: stripeTests,
  },
  {
    name: "standard: the time of the signature is not checked",
    file: STANDARD,
    from: '    if (!isTimely(sentAt, receivedAt, toleranceSeconds)) return { ok: false, because: "outside_tolerance" };\n',
    to: "    void isTimely;\n    void receivedAt;\n    void toleranceSeconds;\n",
    tests: standardTests,
  },
  {
    name: "a time in the future is accepted",
    file: SIGNATURE,
    from: "Math.abs(toUnixSeconds(receivedAt) - Number(unixSeconds))",
    to: "toUnixSeconds(receivedAt) - Number(unixSeconds)",
    tests: bothTests,
  },
  {
    name: "stripe: only the first signature is tried",
    file: STRIPE,
    from: "signatures.some((hex)",
    to: "signatures.slice(0, 1).some((hex)",
    tests: stripeTests,
  },
  {
    name: "standard: only the first signature is tried",
    file: STANDARD,
    from: "hmacs.some((text)",
    to: "hmacs.slice(0, 1).some((text)",
    tests: standardTests,
  },
  {
    name: "stripe: blanks in the header are forgiven",
    file: STRIPE,
    from: "HEADER.exec(header)",
    to: 'HEADER.exec(header.replaceAll(" ", ""))',
    tests: stripeTests,
  },
  {
    name: "the previous secret is not tried",
    file: SIGNATURE,
    from: '  if (previous !== undefined && isBy(previous)) return "previous";\n',
    to: "  void previous;\n",
    tests: bothTests,
  },
  {
    name: "the beginning of a signature is enough",
    file: SIGNATURE,
    from: "return a.length === b.length && timingSafeEqual(a, b);",
    to: "return b.length > 0 && a.length >= b.length && timingSafeEqual(a.subarray(0, b.length), b);",
    tests: bothTests,
  },
  {
    name: "a match of an earlier period goes back with any bonus of the one it is over",
    file: `${domain}/evaluate/past-refunds.ts`,
    from: "bonus === bonusId && earner === earnerId",
    to: "earner === earnerId",
    tests: [`${domain}/evaluate/live-kinds.test.ts`],
  },
  {
    name: "a match of an earlier period goes back with any order of the one it is over",
    file: `${domain}/evaluate/past-refunds.ts`,
    from: 'orderIds.includes(order ?? "") && bonus',
    to: "bonus",
    tests: [`${domain}/evaluate/live-kinds.test.ts`],
  },
  {
    name: "a bracket rate without a differential keeps what a later refund takes back",
    file: `${domain}/evaluate/past-refunds.ts`,
    from: 'const isStairstep = walk.to === "differential" && ',
    to: "const isStairstep = ",
    tests: [`${domain}/reference/laws-runs.property.test.ts`],
  },
];
