"use client";

import { useState } from "react";
import { SelectBox } from "~/components/ui/field";
import { ChipChoice } from "~/components/ui/filter-bar";
import { SearchField } from "~/components/ui/search-field";
import { useUrlState } from "~/components/ui/use-url-state";
import { integrations } from "~/messages/en/integrations";
import type { Outputs } from "../../_components/outputs";
import { KNOWN_PROVIDERS, providerName } from "../../_components/provider-name";
import { EVENT_CHIPS, type EventChip, SINCE_MS } from "./event-search";

const words = integrations.events;
type Counts = Outputs["inbox"]["list"]["counts"];

/** The other states have a chip while there is an event in them. */
const ALWAYS: readonly EventChip[] = ["processed", "duplicates", "dead"];

/** Search, state with its counts, provider, type, time: all of it in the address. */
export function EventFilters({ counts, types }: { readonly counts: Counts | null; readonly types: readonly string[] }) {
  const { get } = useUrlState();
  const kinds = useSeen(types);
  return (
    <>
      <div className="filters">
        <SearchField name="q" label={words.search} className="min-w-0 flex-1" />
        <Pick
          name="since"
          label={words.since}
          any={words.anyTime}
          options={Object.keys(SINCE_MS).map((id) => ({ value: id, label: words.sinces[id as keyof typeof SINCE_MS] }))}
        />
      </div>
      <div className="filters filters-2">
        <Pick
          name="provider"
          label={words.provider}
          any={words.anyProvider}
          options={KNOWN_PROVIDERS.map((slug) => ({ value: slug, label: providerName(slug) }))}
        />
        <Pick
          name="type"
          label={words.type}
          any={words.anyType}
          options={kinds.map((type) => ({ value: type, label: type }))}
        />
      </div>
      <ChipChoice
        name="status"
        label={words.states}
        choices={[
          { value: "", label: integrations.all, count: counts?.all },
          ...EVENT_CHIPS.filter((value) => ALWAYS.includes(value) || counts?.[value] || get("status") === value).map(
            (value) => ({ value, label: words.chips[value], count: counts?.[value] }),
          ),
        ]}
      />
    </>
  );
}

interface PickProps {
  readonly name: string;
  readonly label: string;
  /** The choice that filters nothing. */
  readonly any: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

function Pick({ name, label, any, options }: PickProps) {
  const { get, set } = useUrlState();
  const value = get(name) ?? "";
  const isKnown = value === "" || options.some((option) => option.value === value);
  return (
    <SelectBox>
      <select
        className="select select-sm"
        aria-label={label}
        value={value}
        onChange={(event) => set({ [name]: event.target.value, cursor: null }, true)}
      >
        <option value="">{any}</option>
        {isKnown ? null : <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </SelectBox>
  );
}

/** The kinds seen since the page was opened: a filter must not take its own choices away. */
function useSeen(types: readonly string[]): readonly string[] {
  const [seen, setSeen] = useState<readonly string[]>([]);
  const fresh = types.filter((type) => !seen.includes(type));
  if (fresh.length > 0) setSeen([...new Set([...seen, ...fresh])].sort());
  return seen;
}
