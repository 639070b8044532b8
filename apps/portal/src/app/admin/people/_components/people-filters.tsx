"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { SelectBox } from "~/components/ui/field";
import { ChipChoice } from "~/components/ui/filter-bar";
import { SearchField } from "~/components/ui/search-field";
import { useUrlState } from "~/components/ui/use-url-state";
import { admin } from "~/messages/en/admin";
import { statusWord } from "~/messages/en/status";
import { useTRPC } from "~/trpc/client";
import { PERSON_STATES } from "./people-search";

const words = admin.people;

/** Search, status, rank, activity; each in the address. */
export function PeopleFilters() {
  const trpc = useTRPC();
  const { get, set } = useUrlState();
  const { data } = useSuspenseQuery(trpc.ranks.overview.queryOptions());
  return (
    <>
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchField name="q" label={words.search} className="min-w-64 flex-1" />
        <SelectBox>
          <select
            className="select"
            aria-label={words.rank}
            value={get("rank") ?? ""}
            onChange={(event) => set({ rank: event.target.value }, true)}
          >
            <option value="">{words.anyRank}</option>
            {data.ladder.toReversed().map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </SelectBox>
      </div>
      <div className="flex flex-wrap gap-x-6">
        <ChipChoice
          name="status"
          label={words.status}
          choices={[
            { value: "", label: admin.all },
            ...PERSON_STATES.map((value) => ({ value, label: statusWord("person", value).label })),
          ]}
        />
        <ChipChoice
          name="active"
          label={words.active}
          choices={[
            { value: "", label: admin.all },
            { value: "1", label: words.isActive },
            { value: "0", label: words.notActive },
          ]}
        />
      </div>
    </>
  );
}
