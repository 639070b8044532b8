import type { ReactNode } from "react";
import { ui } from "~/messages/en/ui";
import { countText, volumeText } from "./format";
import { Meter, shareOf } from "./meter";

export interface HaveNeedProps {
  readonly label: ReactNode;
  readonly have: bigint | number;
  readonly need: bigint | number;
  readonly missing: bigint | number;
  readonly ok: boolean;
  /** `pv gv cv sales` are hundredths of a point; the rest are counts. */
  readonly unit: "pv" | "gv" | "cv" | "legs" | "customers" | "people" | "bookings" | "sales";
}

const UNIT_WORD = {
  pv: "PV",
  gv: "GV",
  cv: "CV",
  legs: "legs",
  customers: "customers",
  people: "people",
  bookings: "bookings",
  sales: "in sales",
} as const;
const isVolume = (unit: HaveNeedProps["unit"]) => unit === "pv" || unit === "gv" || unit === "cv" || unit === "sales";

/** One requirement: "5,240 of 6,000 GV", and what is missing in words. Above 100 % the bar stays full. */
export function HaveNeed({ label, have, need, missing, ok, unit }: HaveNeedProps) {
  const text = (value: bigint | number) => (isVolume(unit) ? volumeText(BigInt(value), "prose") : countText(value));
  const word = UNIT_WORD[unit];
  const singular = Number(missing) === 1 && !isVolume(unit) ? word.replace(/s$/, "").replace("people", "person") : word;
  const figures = `${text(have)} of ${text(need)}`;
  return (
    <div>
      <div className="top">
        <b>{label}</b>
        <span className="num nowrap">
          <span className="strong">{text(have)}</span>
          <span className="muted">
            {" "}
            of {text(need)}
            {isVolume(unit) ? ` ${word}` : ""}
          </span>
        </span>
      </div>
      <Meter
        percent={shareOf(BigInt(have), BigInt(need))}
        tone={ok ? "done" : "rank"}
        label={`${figures} ${word}${ok ? `, ${ui.met}` : ""}`}
      />
      {ok ? null : (
        <div className="miss">
          {text(missing)} {singular} {ui.missing}
        </div>
      )}
    </div>
  );
}

/** A list of requirements. */
export function HaveNeedList({ items }: { readonly items: readonly (HaveNeedProps & { readonly id: string })[] }) {
  return (
    <ul className="req">
      {items.map(({ id, ...item }) => (
        <li key={id}>
          <HaveNeed {...item} />
        </li>
      ))}
    </ul>
  );
}
