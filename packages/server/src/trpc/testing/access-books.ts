import type { AccessWorld } from "./access-world.ts";

const READERS = ["support", "plan", "finance", "integrator", "auditor", "owner"] as const;
const FINANCE = ["finance", "owner"] as const;
const NOBODY = "dst_nobody";

/** Figures of a person: only his own, though his downline is his to look at. The back office names the person. */
const FIGURES = {
  who: "signed in",
  input: () => ({}),
  adminInput: ({ elm }: AccessWorld) => ({ distributorId: elm }),
  foreign: ({ oak, ivy, fern }: AccessWorld) => [oak, ivy, fern, NOBODY].map((id) => ({ distributorId: id })),
} as const;

/** Who may call what of the books: ledger, reconciliation, statements, and the jobs that keep them. */
export const BOOKS = {
  "jobs.list": { who: READERS },
  "jobs.get": { who: READERS, input: () => ({ name: "ledger.seal" }) },
  "jobs.runs": { who: READERS, input: () => ({ name: "ledger.seal" }) },
  "jobs.runNow": { who: FINANCE, input: () => ({ name: "ledger.seal", after: null }) },
  "jobs.pause": { who: FINANCE, input: () => ({ name: "ledger.seal", isPaused: true }) },
  "ledger.get": { who: READERS },
  "ledger.transactions": { who: READERS, input: () => ({}) },
  "ledger.transaction": { who: READERS, input: () => ({ transactionId: "1" }) },
  "ledger.verify": { who: READERS },
  "ledger.export": { who: READERS, input: () => ({ format: "csv" as const }) },
  "statements.list": FIGURES,
  "statements.preview": FIGURES,
  "statements.get": {
    who: "signed in",
    input: ({ statementId }: AccessWorld) => ({ statementId }),
    foreign: ({ foreignStatementId }: AccessWorld) => [
      { statementId: foreignStatementId },
      { statementId: "stm_nobody" },
    ],
  },
  "statements.file": {
    who: "signed in",
    input: ({ statementId }: AccessWorld) => ({ statementId, format: "csv" as const }),
    foreign: ({ foreignStatementId }: AccessWorld) => [
      { statementId: foreignStatementId, format: "pdf" as const },
      { statementId: "stm_nobody", format: "json" as const },
    ],
  },
  "reconciliation.list": { who: READERS },
  "reconciliation.run": { who: FINANCE },
} as const;
