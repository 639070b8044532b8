"use client";

import type { BonusDescription, Clause } from "@upline/domain/browser";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { planEditor as words } from "~/messages/en/plan-editor";
import { say } from "~/messages/say";
import { type BonusClass, ClassBadge } from "./class-badge";
import { fieldId, useEditing } from "./editing";
import { type Estimate, EstimateLine } from "./estimate-line";
import { FieldToken } from "./field-token";
import { IconButton, Inline, PartBlock } from "./part-view";
import { ProblemsWithin } from "./problems-at";
import { labelText, partText, pathsIn } from "./words";
import { type Example, WorkedExample } from "./worked-example";

export interface CardProps {
  readonly bonus: BonusDescription;
  readonly index: number;
  readonly isLast: boolean;
  readonly bonusClass: BonusClass | undefined;
  readonly example: Example | undefined;
  readonly currency: string;
  /** What it would have paid in the last closed period; undefined until it is known. */
  readonly estimate: Estimate | undefined;
}

/** One bonus: what it pays in a sentence with fields, when that becomes money, and what it pays in the sample network. */
export function BonusCard({ bonus, index, isLast, bonusClass, example, currency, estimate }: CardProps) {
  const { isReadOnly, remove, move } = useEditing();
  const { name, sentence, when, settle, limits } = bonus;
  const path = `bonuses.${index}`;
  const label = partText(name);
  const parts = [name, sentence, when, settle, ...limits];
  return (
    <article className="bonus" id={fieldId(path)} aria-label={label} tabIndex={-1}>
      <header>
        <h3>{name.is === "text" ? <FieldToken field={name} /> : label}</h3>
        {isReadOnly ? null : (
          <span className="right">
            <IconButton label={say(words.up, { what: label })} isOff={index === 0} onClick={() => move(path, -1)}>
              <ArrowUp className="i" aria-hidden="true" />
            </IconButton>
            <IconButton label={say(words.down, { what: label })} isOff={isLast} onClick={() => move(path, 1)}>
              <ArrowDown className="i" aria-hidden="true" />
            </IconButton>
            <IconButton label={say(words.remove, { what: label })} onClick={() => remove(path)}>
              <X className="i" aria-hidden="true" />
            </IconButton>
          </span>
        )}
      </header>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {bonusClass ? <ClassBadge of={bonusClass} /> : null}
        {estimate ? <EstimateLine of={estimate} currency={currency} /> : null}
      </div>
      <PartBlock part={sentence} add={limits} />
      {limits.map((limit) => (limit.is === "clause" ? <Limit key={limit.path} limit={limit} /> : null))}
      <div className="lead sm">
        <Inline part={when} /> <Inline part={settle} />
      </div>
      <ProblemsWithin path={path} shown={parts.flatMap(pathsIn)} />
      {example ? <WorkedExample example={example} currency={currency} /> : null}
    </article>
  );
}

function Limit({ limit: { path, label, part } }: { readonly limit: Clause }) {
  const { isReadOnly, remove } = useEditing();
  if (part === null) return null;
  const name = labelText(label);
  return (
    <div id={fieldId(path)}>
      <PartBlock
        part={part}
        before={`${name}: `}
        after={
          isReadOnly ? null : (
            <IconButton label={say(words.remove, { what: name })} onClick={() => remove(path)}>
              <X className="i" aria-hidden="true" />
            </IconButton>
          )
        }
      />
    </div>
  );
}
