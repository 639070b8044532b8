import { z } from "zod";
import { verifyWhole } from "../reconciliation/run-reconciliation.ts";
import { adminProcedure, router } from "../trpc/trpc.ts";
import { ExportLedger, exportLedger } from "./export-ledger.ts";
import { getTransaction, ListTransactions, listTransactions, readLedger } from "./ledger.queries.ts";

export const ledgerRouter = router({
  /** The accounts with their balances, and how far the ledger is sealed. */
  get: adminProcedure().query(({ ctx }) => readLedger(ctx)),

  /** Transactions, newest first. */
  transactions: adminProcedure()
    .input(ListTransactions)
    .query(({ ctx, input }) => listTransactions(ctx, input)),

  transaction: adminProcedure()
    .input(z.strictObject({ transactionId: z.string().regex(/^\d{1,18}$/) }))
    .query(({ ctx, input }) => getTransaction(ctx, input.transactionId)),

  /** Compares every block and every balance now. A read for the auditor too; what disagrees is kept and freezes payouts. */
  verify: adminProcedure().query(({ ctx }) => verifyWhole(ctx)),

  /** A part of the ledger for an auditor. */
  export: adminProcedure()
    .input(ExportLedger)
    .query(({ ctx, input }) => exportLedger(ctx, input)),
});
