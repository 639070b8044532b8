"use client";

import { SelectBox } from "~/components/ui/field";
import { FilterBar } from "~/components/ui/filter-bar";
import { shortId } from "~/components/ui/id";
import { SearchField } from "~/components/ui/search-field";
import { useUrlState } from "~/components/ui/use-url-state";
import { admin } from "~/messages/en/admin";
import { say } from "~/messages/say";

const words = admin.audit;

/** Search and act, in the address; an object arrives by link and can be removed. */
export function AuditFilters() {
  const { get, set } = useUrlState();
  const subject = get("subjectId");
  return (
    <>
      <div className="mb-4 flex flex-wrap gap-2">
        <SearchField name="q" label={words.search} className="min-w-64 flex-1" />
        <SelectBox>
          <select
            className="select"
            aria-label={words.action}
            value={get("action") ?? ""}
            onChange={(event) => set({ action: event.target.value }, true)}
          >
            <option value="">{words.anyAction}</option>
            {Object.entries(words.actions).map(([action, label]) => (
              <option key={action} value={action}>
                {label}
              </option>
            ))}
          </select>
        </SelectBox>
      </div>
      {subject ? (
        <FilterBar filters={[{ name: "subjectId", label: say(words.subjectIs, { id: shortId(subject) }) }]} />
      ) : null}
    </>
  );
}
