import { ledger } from "~/messages/en/ledger";
import type { Inputs } from "../../_components/outputs";

export interface LedgerSearch {
  readonly code?: string | undefined;
  readonly kind?: string | undefined;
  readonly owner?: string | undefined;
}

type Input = Pick<Inputs["ledger"]["transactions"], "code" | "kind" | "owner">;

/** The address as the procedure's input; what is no account and no kind is left out. */
export function ledgerInput({ code, kind, owner }: LedgerSearch): Input {
  return {
    ...(code && code in ledger.codes ? { code: code as NonNullable<Input["code"]> } : {}),
    ...(kind && kind in ledger.kinds ? { kind: kind as NonNullable<Input["kind"]> } : {}),
    ...(owner ? { owner: owner.slice(0, 60) } : {}),
  };
}
