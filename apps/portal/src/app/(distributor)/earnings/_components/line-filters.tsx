"use client";

import { SelectBox } from "~/components/ui/field";
import { useUrlState } from "~/components/ui/use-url-state";
import { earnings } from "~/messages/en/earnings";
import { statusWord } from "~/messages/en/status";

const STATES = ["pending", "available", "held", "in_payout", "paid"] as const;

/** The state of the money as a filter; the bonus filter is set from the summary. */
export function LineFilters() {
  const { get, set } = useUrlState();
  if ((get("tab") ?? "earned") !== "earned") return null;
  return (
    <SelectBox>
      <select
        className="select"
        aria-label={earnings.state}
        value={get("state") ?? ""}
        onChange={(event) => set({ state: event.target.value }, true)}
      >
        <option value="">{earnings.allStates}</option>
        {STATES.map((state) => (
          <option key={state} value={state}>
            {statusWord("money", state).label}
          </option>
        ))}
      </select>
    </SelectBox>
  );
}
