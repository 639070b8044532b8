import { Money } from "~/components/ui/money";

/** What a period would bring: never in the ledger, so always drawn as an estimate. */
export const Earned = ({ of }: { readonly of: { readonly minor: bigint; readonly currency: string } }) => (
  <Money minor={of.minor} currency={of.currency} isEstimate />
);
