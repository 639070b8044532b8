"use client";

import type { PlanVersion } from "@upline/domain";
import { SelectBox } from "~/components/ui/field";
import { dateText, localDate, zoneName } from "~/components/ui/format";
import { planEditor as words } from "~/messages/en/plan-editor";
import { plans } from "~/messages/en/plans";
import { say } from "~/messages/say";
import { comingStarts } from "../ranks/_components/coming-starts";
import { fieldId, useEditing } from "./editing";
import { ProblemsAt } from "./problems-at";

/** From when the version counts, in which zone and currency. */
export function FirstDay({ plan, today }: { readonly plan: PlanVersion; readonly today: string }) {
  const { isReadOnly, set } = useEditing();
  const { effectiveFrom, timeZone, currency } = plan;
  const starts = comingStarts(plan, localDate(today, timeZone));
  const options = starts.includes(effectiveFrom) ? starts : [effectiveFrom, ...starts];
  const id = fieldId("effectiveFrom");
  return (
    <div className="first-day">
      <label className="label" htmlFor={id}>
        {plans.publish.date}
      </label>
      <SelectBox>
        <select
          id={id}
          className="select"
          disabled={isReadOnly}
          value={effectiveFrom}
          onChange={(event) => set("effectiveFrom", event.target.value)}
        >
          {options.map((start) => (
            <option key={start} value={start}>
              {dateText(start, "long")}
            </option>
          ))}
        </select>
      </SelectBox>
      <span className="sm muted">{say(words.place, { zone: zoneName(timeZone), currency })}</span>
      <ProblemsAt path="effectiveFrom" />
    </div>
  );
}
