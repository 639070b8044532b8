import { REASONS } from "~/messages/en/reasons";
import type { Inputs } from "../../../_components/outputs";

type Code = NonNullable<Inputs["commissions"]["notPaid"]["code"]>;

/** The address as the procedure's input; an unknown reason is left out. */
export function notPaidInput(distributorId: string, periodId: string, code: string | undefined) {
  return { distributorId, periodId, ...(isReason(code) ? { code } : {}) };
}

const isReason = (code: string | undefined): code is Code => code !== undefined && Object.hasOwn(REASONS, code);
