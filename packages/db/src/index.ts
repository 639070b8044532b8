export * from "./approvals.ts";
export { insertRows, updateRows } from "./bulk.ts";
export {
  type Db,
  type DbHandle,
  type OpenOptions,
  openDb,
  type PgliteHandle,
  type PostgresHandle,
  type Stop,
} from "./client.ts";
export { type CopyConnection, copyIn, copyOut, type TakeRow } from "./copy.ts";
export * from "./copy-text.ts";
export { DatabaseInUseError, lockFolder } from "./folder-lock.ts";
export * from "./ledger.ts";
export { databaseErrorIn } from "./ledger-error.ts";
export * from "./ledger-feed.ts";
export * from "./ledger-reads.ts";
export * from "./ledger-seal.ts";
export { openProblem } from "./open-problem.ts";
export { selectRows } from "./rows.ts";
export * from "./schema/index.ts";
export * from "./statement-reads.ts";
