"use client";

import { X } from "lucide-react";
import { ui } from "~/messages/en/ui";
import { say } from "~/messages/say";
import { countText } from "./format";
import { useUrlState } from "./use-url-state";

export interface Choice {
  /** "" stands for "all". */
  readonly value: string;
  readonly label: string;
  readonly count?: number | undefined;
}

/** One URL name as a row of chips, of which one is pressed. */
export function ChipChoice({
  name,
  label,
  choices,
}: {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly Choice[];
}) {
  const { get, set } = useUrlState();
  const current = get(name) ?? "";
  return (
    <fieldset className="filters">
      <legend className="vh">{label}</legend>
      {choices.map(({ value, label: text, count }) => (
        <button
          key={value}
          type="button"
          className="chip"
          aria-pressed={current === value}
          onClick={() => set({ [name]: value, cursor: null }, true)}
        >
          {text}
          {count === undefined ? null : <span className="num">{countText(count)}</span>}
        </button>
      ))}
    </fieldset>
  );
}

export interface ActiveFilter {
  readonly name: string;
  /** As a sentence: "Bonus is Fast start". */
  readonly label: string;
}

/** The filters in force as sentences, each removable; Backspace on one removes it. */
export function FilterBar({ filters }: { readonly filters: readonly ActiveFilter[] }) {
  const { set } = useUrlState();
  if (filters.length === 0) return null;
  return (
    <fieldset className="filters">
      <legend className="vh">{ui.clearFilters}</legend>
      {filters.map(({ name, label }) => (
        <button
          key={name}
          type="button"
          className="chip"
          aria-pressed="true"
          aria-label={say(ui.removeFilter, { what: label })}
          onClick={() => set({ [name]: null, cursor: null })}
          onKeyDown={(event) => event.key === "Backspace" && set({ [name]: null, cursor: null })}
        >
          {label}
          <X className="i i14" aria-hidden="true" />
        </button>
      ))}
      <button
        type="button"
        className="btn btn-quiet btn-sm"
        onClick={() => set(Object.fromEntries(filters.map(({ name }) => [name, null])))}
      >
        {ui.clearFilters}
      </button>
    </fieldset>
  );
}
