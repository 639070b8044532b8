"use client";

import type { PlanVersion } from "@upline/domain";
import { describePlan, type Field, isField, partsWithin } from "@upline/domain/browser";
import { useState } from "react";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import { Dialog } from "~/components/ui/dialog";
import { instantText } from "~/components/ui/format";
import { planEditor } from "~/messages/en/plan-editor";
import { say } from "~/messages/say";
import { labelText, partText, valueText } from "./words";

const words = planEditor.stale;

/** Somebody else saved while something here was open: the difference first, then whose content stays. */
export function StaleBanner({
  by,
  at,
  zone,
  mine,
  theirs,
  onTheirs,
  onMine,
}: {
  /** Who saved last. */
  readonly by: string | null;
  readonly at: string;
  readonly zone: string;
  readonly mine: PlanVersion | null;
  readonly theirs: PlanVersion | null;
  readonly onTheirs: () => void;
  readonly onMine: () => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const rows = mine && theirs ? fieldDifferences(mine, theirs) : null;
  return (
    <>
      <Banner
        label={words.title}
        tone="bad"
        action={
          <Button size="sm" onClick={() => setOpen(true)}>
            {words.show}
          </Button>
        }
      >
        {say(words.text, { name: by ?? words.someone, time: instantText(at, zone, "time") })}
      </Banner>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={words.title}
        foot={
          <>
            <Button
              onClick={() => {
                setOpen(false);
                onMine();
              }}
            >
              {words.keepMine}
            </Button>
            <Button
              variant="primary"
              onClick={() => {
                setOpen(false);
                onTheirs();
              }}
            >
              {words.takeTheirs}
            </Button>
          </>
        }
      >
        {rows === null ? (
          <p>{words.unreadable}</p>
        ) : rows.length === 0 ? (
          <p>{words.none}</p>
        ) : (
          <table className="differences">
            <thead>
              <tr>
                <th scope="col">{words.where}</th>
                <th scope="col">{words.mine}</th>
                <th scope="col">{words.theirs}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ path, where, mine: own, theirs: other }) => (
                <tr key={path}>
                  <th scope="row">{where}</th>
                  <td>{own}</td>
                  <td>{other}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Dialog>
    </>
  );
}

interface Difference {
  readonly path: string;
  readonly where: string;
  readonly mine: string;
  readonly theirs: string;
}

/** Every field that says something else in the two, in the order of the plan; what only one of them has is "—". */
export function fieldDifferences(mine: PlanVersion, theirs: PlanVersion): Difference[] {
  const [own, other] = [fieldsOf(mine), fieldsOf(theirs)];
  const paths = [...new Set([...own.keys(), ...other.keys()])];
  return paths.flatMap((path) => {
    const [a, b] = [own.get(path), other.get(path)];
    const [was, now] = [a ? valueText(a.field) : "—", b ? valueText(b.field) : "—"];
    const place = a ?? b;
    if (was === now || !place) return [];
    return [{ path, where: `${place.of}: ${labelText(place.field.label)}`, mine: was, theirs: now }];
  });
}

function fieldsOf(plan: PlanVersion): Map<string, { readonly field: Field; readonly of: string }> {
  const { bonuses, active, rankPolicy, policies, ...lists } = describePlan(plan);
  const parts = [
    ...Object.values(lists).flatMap((items) => items.map(({ part, id }) => ({ of: nameOf(plan, id), part }))),
    ...bonuses.flatMap(({ name, sentence, when, settle, limits }) =>
      [name, sentence, when, settle, ...limits].map((part) => ({ of: partText(name), part })),
    ),
    ...[active, rankPolicy, ...policies].map((part) => ({ of: words.plan, part })),
  ];
  return new Map(
    parts.flatMap(({ of, part }) =>
      partsWithin(part)
        .filter(isField)
        .map((field) => [field.path, { field, of }] as const),
    ),
  );
}

function nameOf(plan: PlanVersion, id: string): string {
  const named: readonly { readonly id: string; readonly label: string }[] = [
    ...plan.trees,
    ...plan.volumes,
    ...plan.metrics,
    ...plan.conditions,
    ...plan.ranks,
  ];
  return named.find((item) => item.id === id)?.label ?? id;
}
