"use client";

import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import { dateText } from "~/components/ui/format";
import { useUrlState } from "~/components/ui/use-url-state";
import { team as words } from "~/messages/en/team";
import { say } from "~/messages/say";
import type { ViewOfTree } from "./view";

/** Another tree or day is another outline: what was chosen or searched in this one does not travel. */
const AFRESH = { person: null, q: null } as const;

/** Which of the plan's trees; nothing where there is one. It lives in the address. */
export function TreeSwitch({ view }: { readonly view: ViewOfTree }) {
  const { set } = useUrlState();
  if (view.trees.length < 2) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons that switch the view, not fields of a form
    <div className="seg" role="group" aria-label={words.whichTree}>
      {view.trees.map(({ id, label, kind }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === view.tree.id}
          onClick={() => set({ ...AFRESH, tree: kind === "sponsor" ? null : id }, true)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

/** How the tree stood on which day; it lives in the address. */
export function DayChoice({ view }: { readonly view: ViewOfTree }) {
  const { set } = useUrlState();
  return (
    <label className="field">
      <span className="vh">{words.asOfLabel}</span>
      <input
        type="date"
        value={view.on ?? view.today}
        max={view.today}
        {...(view.firstOn ? { min: view.firstOn } : {})}
        onChange={({ target }) => {
          if (target.value) set({ ...AFRESH, on: target.value < view.today ? target.value : null }, true);
        }}
      />
    </label>
  );
}

/** Says that the past is looked at, whose figures these are, and leads back. */
export function AsOfBar({ view: { on, figures } }: { readonly view: ViewOfTree }) {
  const { set } = useUrlState();
  if (on === null) return null;
  const { periodLabel } = figures;
  return (
    <Banner
      label={words.asOfLabel}
      tone="wait"
      action={
        <Button size="sm" onClick={() => set({ ...AFRESH, on: null }, true)}>
          {words.backToToday}
        </Button>
      }
    >
      <b>{say(words.asOf, { date: dateText(on, "long") })}</b>{" "}
      {periodLabel === null ? words.asOfNothing : say(words.asOfFigures, { period: periodLabel })}
    </Banner>
  );
}
