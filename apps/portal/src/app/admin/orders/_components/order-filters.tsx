"use client";

import { ChipChoice } from "~/components/ui/filter-bar";
import { SearchField } from "~/components/ui/search-field";
import { useUrlState } from "~/components/ui/use-url-state";
import { admin } from "~/messages/en/admin";
import { statusWord } from "~/messages/en/status";
import { ORDER_STATES } from "./order-search";

const words = admin.orders;

/** Search, days, state; each in the address. */
export function OrderFilters() {
  const { get, set } = useUrlState();
  const day = (name: "from" | "to", label: string) => (
    <label className="field max-sm:basis-full">
      <span className="muted sm max-sm:min-w-24">{label}</span>
      <input type="date" value={get(name) ?? ""} onChange={(event) => set({ [name]: event.target.value })} />
    </label>
  );
  return (
    <>
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchField name="q" label={words.search} className="min-w-64 flex-1" />
        {day("from", words.from)}
        {day("to", words.to)}
      </div>
      <ChipChoice
        name="status"
        label={words.status}
        choices={[
          { value: "", label: admin.all },
          ...ORDER_STATES.map((value) => ({ value, label: statusWord("order", value).label })),
        ]}
      />
    </>
  );
}
