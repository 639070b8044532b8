"use client";

import type { Cond, PlanVersion } from "@upline/domain";
import { Plus } from "lucide-react";
import { Menu } from "~/components/ui/menu";
import { plans } from "~/messages/en/plans";
import { say } from "~/messages/say";
import { type Addition, additionsFor } from "./requirements";

const words = plans.editor;

/** A menu of what may be asked for besides; it starts with a value that is changed in the sentence. */
export function AddRequirement({
  plan,
  rankIndex,
  items,
  onAdd,
}: {
  readonly plan: PlanVersion;
  readonly rankIndex: number;
  readonly items: readonly Cond[];
  readonly onAdd: (cond: Cond) => void;
}) {
  const additions = additionsFor(plan, rankIndex, items);
  return (
    <Menu
      className="w-fit"
      label={words.add}
      button={
        <span className="btn btn-sm btn-quiet">
          <Plus className="i i14" aria-hidden="true" />
          {words.add}
        </span>
      }
    >
      {additions.map((addition) => (
        <button
          key={`${addition.kind} ${addition.id}`}
          type="button"
          className="menu-item"
          onClick={(event) => {
            event.currentTarget.closest("details")?.removeAttribute("open");
            onAdd(addition.cond);
          }}
        >
          {labelOf(addition)}
        </button>
      ))}
    </Menu>
  );
}

function labelOf({ kind, label }: Addition): string {
  switch (kind) {
    case "metric":
      return say(words.addMetric, { metric: label });
    case "named":
      return say(words.named, { name: label });
    case "legsRank":
      return words.addLegsRank;
    case "legsActive":
      return words.addLegsActive;
    case "customers":
      return words.addCustomers;
  }
}
