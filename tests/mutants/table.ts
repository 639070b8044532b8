import type { Mutant } from "./mutant.ts";
import { UNIT } from "./unit-mistakes.ts";

const server = "packages/server/src";
const payments = [`${server}/payments/apply-payment-facts.integration.test.ts`];
const processing = [`${server}/inbox/process.integration.test.ts`];
const batches = [`${server}/inbox/act-on-batch.integration.test.ts`];
const releasing = [`${server}/ledger/release-due.integration.test.ts`];

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
  {
    name: "a plan is published with a red scenario",
    project: "pglite",
    tests: [`${server}/plans/publish-plan-version.integration.test.ts`],
    edits: [
      {
        file: `${server}/plans/publish-plan-version.ts`,
        from: "  await assertScenariosPass(tx, row.id, plan);\n",
        to: "  void assertScenariosPass;\n",
      },
    ],
  },
  {
    name: "a plan is published with other content than was previewed",
    project: "pglite",
    tests: [`${server}/plans/publish-plan-version.integration.test.ts`],
    edits: [
      { file: `${server}/plans/publish-plan-version.ts`, from: "row.previewedHash !== contentHash(plan)", to: "false" },
    ],
  },
];

/** Every mistake that the tests are held to. */
export const MUTANTS: readonly Mutant[] = [
  ...UNIT.map(({ name, tests, ...edit }): Mutant => ({ name, tests, project: "unit", edits: [edit] })),
  ...INTEGRATION,
];
