"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect } from "react";
import { ui } from "~/messages/en/ui";
import { say } from "~/messages/say";
import { Button } from "./button";
import { SelectBox } from "./field";
import { useUrlState } from "./use-url-state";

export interface PeriodChoice {
  readonly id: string;
  /** "March 2026" */
  readonly label: string;
  readonly status: string;
}

/** Named periods, newest first, in the URL as `?period=`; `[` and `]` step through them. */
export function PeriodPicker({
  periods,
  currentId,
}: {
  readonly periods: readonly PeriodChoice[];
  readonly currentId: string;
}) {
  const { set } = useUrlState();
  const at = periods.findIndex(({ id }) => id === currentId);
  const older = periods[at + 1];
  const newer = at > 0 ? periods[at - 1] : undefined;

  useEffect(() => {
    const onKey = ({ key, target }: KeyboardEvent) => {
      if (["INPUT", "TEXTAREA", "SELECT"].includes((target as HTMLElement).tagName)) return;
      const to = key === "[" ? older : key === "]" ? newer : undefined;
      if (to) set({ period: to.id, cursor: null }, true);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [older, newer, set]);

  const step = (to: PeriodChoice | undefined, label: string, Icon: typeof ChevronLeft) => (
    <Button
      variant="quiet"
      className="btn-icon"
      aria-label={label}
      disabled={!to}
      onClick={() => to && set({ period: to.id, cursor: null }, true)}
    >
      <Icon className="i" aria-hidden="true" />
    </Button>
  );
  return (
    <span className="inline-flex items-center">
      {step(older, ui.previousPeriod, ChevronLeft)}
      <SelectBox>
        <select
          className="select"
          aria-label={ui.period}
          value={currentId}
          onChange={(event) => set({ period: event.target.value, cursor: null }, true)}
        >
          {periods.map(({ id, label, status }) => (
            <option key={id} value={id}>
              {status === "open" ? say(ui.periodOpen, { name: label }) : label}
            </option>
          ))}
        </select>
      </SelectBox>
      {step(newer, ui.nextPeriod, ChevronRight)}
    </span>
  );
}
