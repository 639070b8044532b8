import { z } from "zod";
import { MILLIONTHS, rate } from "../money/rate.ts";
import type { PayoutAmounts } from "./payout-postings.ts";

const Digits = z.string().regex(/^\d{1,12}$/);
const LocalDate = z.iso.date();
const Share = z.string().regex(/^0(\.\d{1,6})?$|^1$/);

/** A rate of tax that is kept back, for a country and a time. */
export const WithholdingRate = z.strictObject({
  /** ISO 3166, or `*` for every country without a rate of its own. */
  country: z.string().regex(/^([A-Z]{2}|\*)$/),
  appliesTo: z.enum(["everybody", "without_tax_form"]),
  rate: Share,
  /** First and last day, in the company's zone; null is open. */
  from: LocalDate,
  until: LocalDate.nullable(),
});

/** The account that a bank file pays from. */
export const PayoutSender = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("iban"),
    name: z.string().min(1).max(70),
    iban: z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/),
    bic: z
      .string()
      .regex(/^[A-Z0-9]{8}([A-Z0-9]{3})?$/)
      .nullable(),
  }),
  z.strictObject({
    kind: z.literal("us"),
    name: z.string().min(1).max(23),
    companyId: z.string().regex(/^[A-Z0-9 ]{10}$/),
    routing: z.string().regex(/^\d{9}$/),
    bankName: z.string().min(1).max(23),
  }),
]);

/** How a company pays out, in force from a day on. Amounts are minor units of its currency, as digits. */
export const PayoutPolicy = z.strictObject({
  minimumMinor: Digits,
  feeMinor: Digits,
  withholding: z.array(WithholdingRate).max(500),
  requiresIdentity: z.boolean(),
  requiresTaxForm: z.boolean(),
  /** Most for one person and for one batch; null is no limit. */
  personLimitMinor: Digits.nullable(),
  batchLimitMinor: Digits.nullable(),
  /** The day of the weekly cycle, 1 is Monday. */
  weekday: z.literal([1, 2, 3, 4, 5, 6, 7]),
  /** How long a new account waits before money goes to it. */
  coolDownHours: z.int().min(0).max(720),
  sender: PayoutSender.nullable(),
});
export type PayoutPolicy = z.output<typeof PayoutPolicy>;

/** Where a company has set nothing: Fridays, from 25.00 on, no fee, no tax, 72 hours for a new account. */
export const DEFAULT_PAYOUT_POLICY: PayoutPolicy = {
  minimumMinor: "2500",
  feeMinor: "0",
  withholding: [],
  requiresIdentity: false,
  requiresTaxForm: false,
  personLimitMinor: null,
  batchLimitMinor: null,
  weekday: 5,
  coolDownHours: 72,
  sender: null,
};

export interface Taxed {
  readonly country: string | null;
  readonly hasTaxForm: boolean;
}

/** The rate in force on that day: that of the country before the general one, the newest first; "0" when there is none. */
export function withholdingRate({ withholding }: PayoutPolicy, { country, hasTaxForm }: Taxed, day: string): string {
  const fitting = withholding
    .filter(({ appliesTo }) => appliesTo === "everybody" || !hasTaxForm)
    .filter(({ from, until }) => from <= day && (until === null || day <= until))
    .toSorted((a, b) => (a.from < b.from ? 1 : -1));
  const found = fitting.find((one) => one.country === country) ?? fitting.find((one) => one.country === "*");
  return found?.rate ?? "0";
}

/**
 * What a payout of `gross` comes to.
 *
 * @param alreadyTaxed  the part that came back from an earlier payout, whose tax was kept then
 * @returns null when the charges leave nothing
 */
export function payoutAmounts(
  gross: bigint,
  { feeMinor }: Pick<PayoutPolicy, "feeMinor">,
  { rateText, alreadyTaxed }: { readonly rateText: string; readonly alreadyTaxed: bigint },
): PayoutAmounts | null {
  const fee = BigInt(feeMinor);
  const base = gross > alreadyTaxed ? gross - alreadyTaxed : 0n;
  const tax = (base * rate(rateText) * 2n + MILLIONTHS) / (2n * MILLIONTHS);
  const net = gross - fee - tax;
  return net > 0n ? { gross, fee, tax, net } : null;
}
