"use client";

import { dateText, type InstantStyle, instantText, instantTooltip, zoneName } from "./format";
import { useZones } from "./zones";

export interface InstantProps {
  /** UTC text in canonical form. */
  readonly at: string;
  readonly style?: InstantStyle | undefined;
  /** For times that decide money: company time, with the zone in the text. */
  readonly inCompanyZone?: boolean | undefined;
}

/** A moment in the reader's zone; the tooltip names the company zone with its offset. */
export function Instant({ at, style = "short", inCompanyZone }: InstantProps) {
  const { company, reader } = useZones();
  return (
    <time dateTime={at} title={instantTooltip(at, company, reader)}>
      {inCompanyZone ? `${instantText(at, company, style)} (${zoneName(company)})` : instantText(at, reader, style)}
    </time>
  );
}

/** A calendar day: `on` is a local date, `at` an instant whose company day is meant. */
export function Day(
  props: ({ readonly on: string } | { readonly at: string }) & {
    readonly style?: "day" | "weekday" | "date" | undefined;
  },
) {
  const { company } = useZones();
  const { style = "day" } = props;
  if ("on" in props) return <time dateTime={props.on}>{dateText(props.on, style === "date" ? "long" : style)}</time>;
  return (
    <time dateTime={props.at} title={instantTooltip(props.at, company, company)}>
      {instantText(props.at, company, style)}
    </time>
  );
}
