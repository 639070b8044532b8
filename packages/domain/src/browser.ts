/**
 * The part of the domain that a browser may load: pure values without any package behind them. What needs a calendar
 * or a schema stays on the server; its types may be imported from the package itself.
 */
export { INBOX_STATES, type InboxState, isReplayable } from "./delivery/inbox-state.ts";
export { ERROR_KINDS, type ErrorCode, type ErrorKind } from "./errors/domain-error.ts";
export { type CustomerId, type DistributorId, type IdPrefix, isId, type OrderId } from "./ids/ids.ts";
export { CURRENCIES, type Currency, isCurrency, minorDigits } from "./money/currency.ts";
export { decimalText, parseDecimal } from "./money/decimal.ts";
export { amountText, type Money, minus, money, moneyFromText, moneyText, plus } from "./money/money.ts";
export { type Rate, rate, rateText } from "./money/rate.ts";
export { type BonusDescription, describeBonus } from "./plan/describe/bonus.ts";
export { appended, documentValue, moved, without, withValue } from "./plan/describe/change.ts";
export { conditionPart, conditionStarters } from "./plan/describe/conditions.ts";
export type { LabelKey } from "./plan/describe/labels.ts";
export { listStarters } from "./plan/describe/list-starters.ts";
export { describePlan, type Item, isField, type PlanDescription, partsWithin } from "./plan/describe/plan.ts";
export type {
  Clause,
  Field,
  Json,
  Label,
  Option,
  Part,
  PartList,
  Sentence,
  Slot,
  Table,
  Unit,
} from "./plan/describe/sentence.ts";
export { bonusStarters, FAMILIES, type Family, freeId } from "./plan/describe/starters.ts";
export type { SentenceKey } from "./plan/describe/words.ts";
export { epochMs, type Instant, instant, isAfter, isBefore, isInstant, plusMs } from "./time/instant.ts";
export { type Volume, volume, volumeText } from "./volume/volume.ts";
