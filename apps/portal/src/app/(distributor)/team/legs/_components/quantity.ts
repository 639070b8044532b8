import { countText, volumeText } from "~/components/ui/format";

/** What a leg holds is counted in: points of a volume, or heads. */
export interface Unit {
  readonly label: string;
  readonly isHeads: boolean;
}

/** Hundredths in words: "74 PV", "3 heads". */
export const quantityText = (hundredths: bigint, unit: Unit): string => `${bareText(hundredths, unit)} ${unit.label}`;

/** The same where the head of the column names the unit. */
export const bareText = (hundredths: bigint, { isHeads }: Unit): string =>
  isHeads ? countText(hundredths / 100n) : volumeText(hundredths, "prose");
