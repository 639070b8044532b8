/** Words of the reconciliation page, and of `npm run reconcile`. Values of a row: {ref}, {have}, {want}. */
export const reconciliation = {
  title: "Reconciliation",
  sub: "What is kept in two places has to be equal. A row that disagrees freezes payouts; commissions go on.",
  list: "Checks",
  run: "Run all checks",
  running: "Comparing",
  ran: {
    one: "All {count} check run. {faults} rows disagree.",
    other: "All {count} checks run. {faults} rows disagree.",
  },
  ranClean: "All {count} checks run. Everything agrees.",
  failed: "The checks did not run. {why}",
  agrees: "Agrees",
  disagrees: { one: "{count} row disagrees", other: "{count} rows disagree" },
  never: "Not compared yet",
  last: "Last compared {at}, in {took}",
  partly: "Part of it is compared every few minutes; the whole of it at night.",
  since: "since {at}",
  first: "The first {count} rows are shown.",
  frozen: "Payouts are frozen until a comparison of everything finds no row that disagrees.",
  open: "Payouts are not held back by any check.",
  state: "Payouts",
  checks: {
    ledger: { name: "Ledger", what: "Every balance is the sum of its entries, and every transaction adds up to zero." },
    seal: { name: "Seal", what: "Every sealed block still has the hash that it was sealed with." },
    recomputed: {
      name: "Commissions computed again",
      what: "Every line that an order earned is what the plan of its time gives for that order.",
    },
    lines: {
      name: "Lines and postings",
      what: "Every line is the sum of its postings, and the ledger moved that sum.",
    },
    closed: {
      name: "Closed periods",
      what: "Every closed period, computed again from what was frozen, comes to the fingerprint that it was closed with.",
    },
    payments: { name: "Orders and payments", what: "Orders, their payments and their volume say the same." },
    holds: {
      name: "Holds",
      what: "What is pending is the sum of the pending lines, and is not released before its day.",
    },
    overdue: { name: "Overdue holds", what: "Nothing is still held two days after its hold ended." },
    debts: { name: "Debts", what: "Nobody who owes the company has money that could be paid out." },
    payouts: {
      name: "Payouts",
      what: "What is set aside and what is on its way are the sums of the payouts in these states.",
    },
    rounding: { name: "Rounding", what: "Residues of rounding stay within one minor unit for each entry." },
    statements: {
      name: "Statements",
      what: "Built again, every past statement is the same; each line of the ledger is in exactly one.",
    },
  },
  /** What a row says, and what to do about it. */
  rules: {
    ledger_balance_drift:
      "Account {ref} shows a balance of {have}, but its entries add up to {want}. Open the ledger and compare the newest transactions of that account with a backup.",
    ledger_tx_unbalanced:
      "Ledger transaction {ref} does not add up to zero in {want}: {have} is left over. Its entries were changed outside of the product; compare it with a backup.",
    ledger_ledger_unbalanced:
      "All entries in {ref} together come to {have} instead of zero. The unbalanced transaction is named in a row of its own.",
    ledger_tx_without_lines:
      "Ledger transaction {ref} has no entries. They were removed outside of the product; restore them from a backup.",
    ledger_bounds: "The limits of account {ref} are not those of the chart for {want}. Restore them from a backup.",
    seal_broken:
      "Block {ref} does not have the hash that it was sealed with: one of its transactions was changed. Export the ledger and compare that block with an earlier export.",
    seal_replaced:
      "Block {ref} was sealed with the hash {want} and now has {have}: the chain was made anew. Find out who had the database owner's password.",
    line_is_what_the_plan_says:
      "Line {ref} is posted with {have}, but its order and its plan give {want}. Open the order and read why.",
    closed_period_comes_to_its_result:
      "The closed period {ref} was closed with the fingerprint {want} and now comes to {have}: an order, a person or an edge of it was changed outside of the product. Compare it with a backup.",
    paid_order_has_a_plan:
      "Order {ref} was paid under a plan version that is not there. Restore the version from a backup.",
    line_is_sum_of_postings: "Line {ref} shows {have}, but its postings add up to {want}.",
    posting_has_a_line: "A posting of {have} belongs to a line that is not there: {ref}.",
    posting_is_what_its_transaction_moved:
      "The postings of ledger transaction {ref} say {have}, but the transaction moved {want} for that person.",
    earnings_are_what_was_posted_for_them:
      "The lines of {ref} add up to {have}, but the ledger posted {want} for that person.",
    volume_is_what_was_sold_less_taken_back:
      "The volume of order {ref} is {have} hundredths, but sold less taken back is {want}.",
    volume_only_of_paid_orders: "Order {ref} has a volume of {have} hundredths and is not paid.",
    payment_takes_effect_once: "Payment {ref} took effect {have} times instead of once.",
    order_is_refunded_as_its_payment:
      "Order {ref} shows {have} as refunded, its payment {want}. Send the refund's event again from Integrations.",
    pending_is_sum_of_lines: "{ref} has {have} pending in the ledger, but the pending lines add up to {want}.",
    released_before_its_date:
      "Ledger transaction {ref} released money that is held until {want}; it is {have} now (UTC).",
    held_past_its_date:
      "Line {ref} is still held although its hold ended on {want} (UTC). Is the job ledger.release running?",
    owes_and_has_available:
      "{ref} owes the company and has {have} available. Settle the debt with an adjustment before the next payout.",
    payout_held_is_sum_of_payouts:
      "{ref} has {have} set aside for payouts in the ledger, but the payouts that are not sent add up to {want}.",
    in_transit_is_sum_of_sent:
      "{have} {ref} are on their way in the ledger, but the payouts that were sent add up to {want}.",
    rounding_within_its_limit: "The account {ref} holds {have}, more than the {want} that rounding can leave.",
    statement_opens_as_the_last_closed: "Statement {ref} opens with {have}, but the one before it closed with {want}.",
    line_in_one_statement:
      "The statements of {ref} hold {have} (entries, sum in minor units), the sealed ledger {want}: a line is in none or in two.",
    statement_is_built_the_same:
      "Statement {ref} has the hash {have}, but built again from the ledger it has {want}. Compare the ledger with a backup.",
  },
  unknown: "{ref}: {have} instead of {want}.",
  cli: {
    agrees: "{checks} checks, everything agrees ({ms} ms)",
    disagrees: "{checks} checks, {faults} rows disagree; payouts are frozen ({ms} ms)",
    more: "and {count} more",
  },
} as const;
