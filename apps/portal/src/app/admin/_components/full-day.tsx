"use client";

import { dateText, instantTooltip, localDate } from "~/components/ui/format";
import { useZones } from "~/components/ui/zones";

/** A company day with its year: "18 March 2026". */
export function FullDay({ at }: { readonly at: string }) {
  const { company, reader } = useZones();
  return (
    <time dateTime={at} title={instantTooltip(at, company, reader)}>
      {dateText(localDate(at, company), "long")}
    </time>
  );
}
