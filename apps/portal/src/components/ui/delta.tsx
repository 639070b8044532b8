import type { ReactNode } from "react";
import { Money } from "./money";

/** A difference in money and what it is against: "+$38.10 against 18 February". */
export function Delta({ minor, currency, against }: { minor: bigint; currency: string; against: ReactNode }) {
  return (
    <p className="delta">
      <b className={minor < 0n ? "neg" : minor > 0n ? "pos" : undefined}>
        <Money minor={minor} currency={currency} isSigned />
      </b>{" "}
      {against}
    </p>
  );
}
