// The public face of the domain: one line per file, in the order of the folders.
export * from "./commission/payment-outcome.ts";
export * from "./commission/still-to-count.ts";
export * from "./delivery/inbox-state.ts";
export * from "./errors/domain-error.ts";
export { asksForOrders, type BulkFacts } from "./evaluate/bulk.ts";
export * from "./evaluate/canonical-json.ts";
export * from "./evaluate/compare.ts";
export * from "./evaluate/deltas.ts";
export { type Decided, decide, evaluate, type Trace } from "./evaluate/evaluate.ts";
export * from "./evaluate/evaluate-bulk.ts";
export * from "./evaluate/explain-line.ts";
export * from "./evaluate/facts.ts";
export {
  type PartyOrder,
  type PartyOutlook,
  partyOutlook,
  partySales,
  whyNotOfParty,
} from "./evaluate/families/party.ts";
export * from "./evaluate/leg-account.ts";
export * from "./evaluate/line-key.ts";
export { type OrderOutcome, orderLines } from "./evaluate/order-lines.ts";
export * from "./evaluate/outcome.ts";
export * from "./evaluate/reason.ts";
export { versionAt } from "./evaluate/rule.ts";
export * from "./evaluate/suppose.ts";
export { isMoney } from "./evaluate/text.ts";
export * from "./evaluate/why-not.ts";
export * from "./genealogy/edges.ts";
export * from "./genealogy/move.ts";
export * from "./genealogy/place.ts";
export * from "./genealogy/roll-up.ts";
export * from "./genealogy/tree.ts";
export * from "./ids/id-index.ts";
export * from "./ids/ids.ts";
export * from "./ledger/accounts.ts";
export { type Adjustment, adjustmentPosting } from "./ledger/adjustment.ts";
export * from "./ledger/posting.ts";
export * from "./ledger/postings.ts";
export * from "./ledger/split-deltas.ts";
export * from "./money/currency.ts";
export * from "./money/decimal.ts";
export * from "./money/exact.ts";
export { least } from "./money/least.ts";
export * from "./money/money.ts";
export * from "./money/rate.ts";
export * from "./money/settle.ts";
export * from "./payment/facts.ts";
export * from "./payment/fold.ts";
export * from "./payout/asking.ts";
export * from "./payout/bank-account.ts";
export { type AchSender, nacha } from "./payout/bank-file/nacha.ts";
export { type PainVersion, pain001, type SepaSender } from "./payout/bank-file/pain001.ts";
export type { BankFileHead, Transfer } from "./payout/bank-file/transfer.ts";
export * from "./payout/batch-list.ts";
export * from "./payout/eligibility.ts";
export * from "./payout/payout-cycle.ts";
export * from "./payout/payout-policy.ts";
export * from "./payout/payout-postings.ts";
export * from "./payout/payout-state.ts";
export * from "./plan/attributes-read.ts";
export * from "./plan/classify.ts";
export * from "./plan/describe/change.ts";
export { LABELS } from "./plan/describe/labels.ts";
export * from "./plan/describe/plan.ts";
export type { Field, Json, Label, Part, Unit } from "./plan/describe/sentence.ts";
export { SENTENCES } from "./plan/describe/words.ts";
export * from "./plan/diff/apply-changes.ts";
export type { Place, PlanChange } from "./plan/diff/plan-change.ts";
export * from "./plan/diff/plan-diff.ts";
export * from "./plan/payout-base.ts";
export * from "./plan/periods-read.ts";
export * from "./plan/plan-version.ts";
export * from "./plan/problem.ts";
export * from "./plan/scenario/run-scenario.ts";
export * from "./plan/scenario/scenario.ts";
export * from "./plan/templates/meadow-and-oak.ts";
export { type ExampleLine, type WorkedExample, workedExamples } from "./plan/templates/sample-example.ts";
export { SAMPLE_PEOPLE, type SamplePerson } from "./plan/templates/sample-network.ts";
export { type SamplePeriod, sampleRun } from "./plan/templates/sample-run.ts";
export * from "./plan/templates/templates.ts";
export * from "./plan/validate-plan.ts";
export * from "./rank/coach.ts";
export * from "./rank/rank-card.ts";
export { type Disagreement, type SecondEvaluation, secondEvaluation } from "./reference/second-evaluation.ts";
export * from "./run/run-diff.ts";
export * from "./run/run-summary.ts";
export { STATEMENT_SECTIONS, type StatementPart, type StatementSection } from "./statement/parts.ts";
export * from "./statement/statement.ts";
export * from "./time/clock.ts";
export * from "./time/instant.ts";
export {
  addDays,
  type Cadence,
  type CadenceUnit,
  isIn,
  isTimeZone,
  localDate,
  nextPeriod,
  type Period,
  type PeriodId,
  periodById,
  periodOf,
  previousPeriod,
  startOfDate,
} from "./time/period.ts";
export * from "./time/rhythm.ts";
export { type Tally, tally } from "./volume/tally.ts";
export * from "./volume/volume.ts";
