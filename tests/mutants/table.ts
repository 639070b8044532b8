/** One text of a file and what stands there instead. It has to be there exactly once. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A mistake on purpose, and the tests that have to notice it. */
export interface Mutant {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** The vitest project; `postgres` and `faults` need TEST_DATABASE_URL. */
  readonly project: "unit" | "pglite" | "postgres" | "faults";
  readonly tests: readonly string[];
}

const domain = "packages/domain/src";
const server = "packages/server/src";
const STRIPE = `${server}/inbox/providers/stripe.ts`;
const STANDARD = `${server}/inbox/providers/standard.ts`;
const SIGNATURE = `${server}/inbox/signature.ts`;
const stripeTests = [`${server}/inbox/providers/stripe.test.ts`];
const standardTests = [`${server}/inbox/providers/standard.test.ts`];
const bothTests = [...stripeTests, ...standardTests];
const payments = [`${server}/payments/apply-payment-facts.integration.test.ts`];
const processing = [`${server}/inbox/process.integration.test.ts`];
const batches = [`${server}/inbox/act-on-batch.integration.test.ts`];
const releasing = [`${server}/ledger/release-due.integration.test.ts`];

const UNIT: readonly (Edit & { readonly name: string; readonly tests: readonly string[] })[] = [
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
    file: `${domain}/evaluate/order-lines.ts`,
    from: "    gate: (index) => own.gate(at(index)),",
    to: "    gate: (index) => (at(index).person.active ? own.gate(at(index)) : null),",
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
];

const INTEGRATION: readonly Mutant[] = [
  {
    name: "dedupe by event id only: each event makes facts of its own",
    project: "pglite",
    tests: payments,
    edits: [
      {
        file: `${server}/payments/record-facts.ts`,
        from: "      operationRef: fact.operationRef,\n",
        to: "      operationRef: fact.operationRef + causeId,\n",
      },
    ],
  },
  {
    name: "a refund takes from the upline of today",
    project: "pglite",
    tests: payments,
    edits: [
      {
        file: `${server}/commissions/load-order-facts.ts`,
        from: "    upline,\n    at,\n  }));",
        to: "    upline: null,\n    at: upline === null ? at : tx.clock.now(),\n  }));",
      },
    ],
  },
  {
    name: "the volume of a refund is added",
    project: "pglite",
    tests: payments,
    edits: [{ file: `${server}/commissions/save-outcome.ts`, from: "amount: -amount }", to: "amount }" }],
  },
  {
    name: "an unmatched payment is dropped",
    project: "pglite",
    tests: payments,
    edits: [
      {
        file: `${server}/payments/apply-payment-facts.ts`,
        from: 'outcomes.set(news, { state: "unmatched", waitingFor: found.waitingFor, because: "no_order", effects });',
        to: 'void effects;\n      outcomes.set(news, { state: "ignored", because: "no_order" });',
      },
    ],
  },
  {
    name: "two orders of one buyer are booked together",
    project: "pglite",
    tests: batches,
    edits: [
      {
        file: `${server}/payments/apply-payment-facts.ts`,
        from: "const { id, buyerId } = found.order;",
        to: "const { id } = found.order;\n    const buyerId = news.paymentRef;",
      },
    ],
  },
  {
    name: "two payments of one order are decided together",
    project: "pglite",
    tests: batches,
    edits: [
      {
        file: `${server}/payments/apply-payment-facts.ts`,
        from: "const { id, buyerId } = found.order;",
        to: "const [id, buyerId] = [news.paymentRef, news.paymentRef];",
      },
    ],
  },
  {
    name: "mails are written again on replay",
    project: "pglite",
    tests: processing,
    edits: [
      {
        file: `${server}/commissions/save-outcome.ts`,
        from: "  if (!isNew) return { isNew, isConfirmation, effects: {} };\n",
        to: "  void isNew;\n",
      },
      {
        file: `${server}/commissions/save-outcome.ts`,
        from: "tell(tx, { ...sale, isConfirmation,",
        to: "tell(tx, { ...sale, isConfirmation: true,",
      },
      {
        file: `${server}/payments/apply-payment-facts.ts`,
        from: "if (isOurs || row.orderId === null) return [",
        to: "if (isOurs || row) return [",
      },
      {
        file: `${server}/notifications/send-mail.ts`,
        from: "      naturalKey,\n      causeId,\n",
        to: "      naturalKey: naturalKey + Math.random(),\n      causeId,\n",
      },
      {
        file: `${server}/notifications/send-mail.ts`,
        from: "id: mailIdOf(naturalKey),",
        to: "id: mailIdOf(naturalKey + Math.random()),",
      },
    ],
  },
  {
    name: "the hold is ignored",
    project: "pglite",
    tests: releasing,
    edits: [
      {
        file: `${server}/ledger/release-due.ts`,
        from: "        lte(commissionLine.availableAt, now),\n",
        to: "        lte(commissionLine.effectiveAt, now),\n",
      },
    ],
  },
  {
    name: "a look before the insert instead of the unique key",
    project: "postgres",
    tests: [`${server}/inbox/door.integration.test.ts`],
    edits: [
      {
        file: `${server}/inbox/receive-webhook.ts`,
        from: "    const rows = verdict.events.map((event, item) =>\n",
        to: `    const refs = verdict.events.map(({ eventRef }) => eventRef);
    const known = await tx.db.select({ id: inboxEvent.id }).from(inboxEvent).where(inArray(inboxEvent.eventRef, refs));
    if (known.length > 0) return [];
    const rows = verdict.events.map((event, item) =>\n`,
      },
      {
        file: `${server}/inbox/receive-webhook.ts`,
        from: "      .onConflictDoNothing({ target: [inboxEvent.provider, inboxEvent.eventRef, inboxEvent.item] })\n",
        to: "",
      },
    ],
  },
  {
    name: "who begins to wait while it arrives is not woken",
    project: "faults",
    tests: ["tests/faults/missed-wake.test.ts"],
    edits: [{ file: `${server}/inbox/sweep.ts`, from: "    await wakeMissed(tx);\n", to: "    void wakeMissed;\n" }],
  },
];

/** Every mistake that the tests are held to. */
export const MUTANTS: readonly Mutant[] = [
  ...UNIT.map(({ name, tests, ...edit }): Mutant => ({ name, tests, project: "unit", edits: [edit] })),
  ...INTEGRATION,
];
