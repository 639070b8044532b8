/** A decimal of the plan as people write it: "2500" is "2,500", "0.05" stays. */
export function decimalForPeople(dec: string): string {
  const [whole = "0", fraction] = dec.split(".");
  const grouped = new Intl.NumberFormat("en-US", { useGrouping: "always" }).format(BigInt(whole));
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** What a person typed as a decimal of the plan: above zero, at most two decimals; null when it is none. */
export function decimalFromPeople(text: string): string | null {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(/[\s,]/g, ""));
  if (!match) return null;
  const whole = (match[1] ?? "").replace(/^0+(?=\d)/, "");
  const fraction = (match[2] ?? "").replace(/0+$/, "");
  const dec = fraction ? `${whole}.${fraction}` : whole;
  return dec === "0" ? null : dec;
}

/** A count from 1 to 10,000; null when the text is none. */
export function countFromPeople(text: string): number | null {
  const digits = text.replaceAll(/[\s,]/g, "");
  if (!/^\d{1,5}$/.test(digits)) return null;
  const count = Number(digits);
  return count >= 1 && count <= 10_000 ? count : null;
}
