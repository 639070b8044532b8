import type { Instant, Purse, Statement, StatementMovement, StatementPart } from "@upline/domain";

const NAMES = ["pending", "available", "onHold", "inPayout", "owed"] as const;

/** A row of a statement, as the CSV and the PDF list it: a part of a movement, with what the movement moved on its first row. */
export interface StatementRow {
  readonly transaction: string;
  readonly at: Instant;
  readonly kind: StatementMovement["kind"];
  readonly section: StatementPart["section"] | "moved";
  readonly bonusId: string | null;
  readonly periodId: string | null;
  readonly orderNumber: string | null;
  readonly reason: string | null;
  readonly amount: bigint;
  readonly moves: Purse | null;
}

const NOTHING: Purse = { pending: 0n, available: 0n, onHold: 0n, inPayout: 0n, owed: 0n };

/** The movements as rows, in their order: amounts add up to closing less opening, and so does each column of the purse. */
export function statementRows({ movements }: Statement): readonly StatementRow[] {
  return movements.flatMap(({ transaction, at, kind, reason, moves, parts }) => {
    const common = { transaction, at, kind, reason };
    const shown: readonly (StatementPart | null)[] = parts.length > 0 ? parts : [null];
    return shown.map((part, index) => ({
      ...common,
      section: part?.section ?? ("moved" as const),
      bonusId: part?.line?.bonusId ?? null,
      periodId: part?.line?.periodId ?? null,
      orderNumber: part?.line?.orderNumber ?? null,
      amount: part?.amount ?? 0n,
      moves: index === 0 ? { ...NOTHING, ...moves } : null,
    }));
  });
}

export const PURSE_NAMES = NAMES;
