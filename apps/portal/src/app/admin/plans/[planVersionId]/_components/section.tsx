"use client";

import type { Item, Option, Part } from "@upline/domain/browser";
import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { Menu } from "~/components/ui/menu";
import { planEditor as words } from "~/messages/en/plan-editor";
import { say } from "~/messages/say";
import { fieldId, useEditing } from "./editing";
import { IconButton, PartBlock } from "./part-view";
import { ProblemsWithin } from "./problems-at";
import { labelText, partText, pathsIn } from "./words";

export type SectionId = keyof typeof words.sections;

export function Section({ id, children }: { readonly id: SectionId; readonly children: ReactNode }) {
  const { title, what } = words.sections[id];
  return (
    <section className="plan-section" aria-labelledby={`section-${id}`}>
      <h2 id={`section-${id}`} tabIndex={-1}>
        {title}
      </h2>
      <p className="sm muted">{what}</p>
      {children}
    </section>
  );
}

/** Definitions of one kind, each a sentence; those that nothing else stands on may be taken out. */
export function Definitions({
  list,
  items,
  additions,
  keep = 0,
}: {
  readonly list: string;
  readonly items: readonly Item[];
  readonly additions: readonly Option[];
  /** How many at the top stay: the tree of the ranks, the base period. */
  readonly keep?: number;
}) {
  const { isReadOnly, append } = useEditing();
  return (
    <>
      <ul className="definitions" id={fieldId(list)} tabIndex={-1}>
        {items.map((item, index) => (
          <Definition key={item.id} item={item} isFixed={isReadOnly || index < keep} />
        ))}
      </ul>
      <ProblemsWithin
        path={list}
        shown={items.flatMap(({ path, part }) => [path, ...pathsIn(part)]).concat(inItems(items))}
      />
      {isReadOnly || additions.length === 0 ? null : (
        <AddMenu
          label={say(words.add, { what: words.lists[list as keyof typeof words.lists] })}
          options={additions}
          onAdd={(value) => append(list, value)}
        />
      )}
    </>
  );
}

/** What lies anywhere in an item is shown with the item. */
const inItems = (items: readonly Item[]): string[] => items.map(({ path }) => path);

function Definition({ item: { path, part }, isFixed }: { readonly item: Item; readonly isFixed: boolean }) {
  const { remove } = useEditing();
  return (
    <li id={fieldId(path)} tabIndex={-1}>
      <div className="min-w-0">
        <PartBlock part={part} />
        <ProblemsWithin path={path} shown={pathsIn(part)} />
      </div>
      {isFixed ? null : (
        <IconButton label={say(words.remove, { what: partText(part) })} onClick={() => remove(path)}>
          <X className="i" aria-hidden="true" />
        </IconButton>
      )}
    </li>
  );
}

export function Lines({ parts }: { readonly parts: readonly Part[] }) {
  return (
    <ul className="definitions">
      {parts.map((part) => (
        <li key={part.is === "sentence" ? part.key : partText(part)}>
          <PartBlock part={part} />
        </li>
      ))}
    </ul>
  );
}

export function AddMenu({
  label,
  options,
  onAdd,
}: {
  readonly label: string;
  readonly options: readonly Option[];
  readonly onAdd: (value: Option["value"]) => void;
}) {
  return (
    <Menu
      className="w-fit"
      label=""
      button={
        <span className="btn btn-sm btn-quiet">
          <Plus className="i i14" aria-hidden="true" />
          {label}
        </span>
      }
    >
      {options.map(({ label: name, value }) => (
        <button
          key={labelText(name)}
          type="button"
          className="menu-item"
          onClick={(event) => {
            event.currentTarget.closest("details")?.removeAttribute("open");
            onAdd(value);
          }}
        >
          {labelText(name)}
        </button>
      ))}
    </Menu>
  );
}
