import { rateFromDecimal, rateText } from "./format";

/** A rate as the plan states it, never rounded for looks. Give `millionths` or the plan's decimal text. */
export function Percent(props: { readonly millionths: bigint } | { readonly decimal: string }) {
  return (
    <bdi className="num nowrap">
      {"millionths" in props ? rateText(props.millionths) : rateFromDecimal(props.decimal)}
    </bdi>
  );
}
