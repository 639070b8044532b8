"use client";

import type { PlanVersion } from "@upline/domain";
import { bonusStarters } from "@upline/domain/browser";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "~/components/ui/button";
import { Dialog } from "~/components/ui/dialog";
import { planEditor as words } from "~/messages/en/plan-editor";
import { FAMILY_WORDS, PLAN_LABELS } from "~/messages/en/plan-labels";
import { useEditing } from "./editing";

/** A new bonus by its family; what a family needs and the plan has not is said in its place. */
export function AddBonus({ plan }: { readonly plan: PlanVersion }) {
  const { append } = useEditing();
  const [isOpen, setOpen] = useState(false);
  const starts = bonusStarters(plan, (family) => FAMILY_WORDS[family].name);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus className="i i14" aria-hidden="true" />
        {words.addBonus}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={words.addBonus}>
        <p className="muted">{words.addBonusWhat}</p>
        <ul className="families">
          {starts.map((start) => {
            const { name, what } = FAMILY_WORDS[start.family];
            return (
              <li key={start.family}>
                {"value" in start ? (
                  <button
                    type="button"
                    onClick={() => {
                      append("bonuses", JSON.parse(JSON.stringify(start.value)));
                      setOpen(false);
                    }}
                  >
                    <span className="strong">{name}</span>
                    <span className="sm muted">{what}</span>
                  </button>
                ) : (
                  <div>
                    <span className="strong muted">{name}</span>
                    <span className="sm muted">{PLAN_LABELS[start.needs]}</span>
                  </div>
                )}
              </li>
            );
          })}
        </ul>
      </Dialog>
    </>
  );
}
