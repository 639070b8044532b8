"use client";

import {
  type Clause,
  type Option,
  type Part,
  type PartList,
  partsWithin,
  type Sentence,
  type Table,
} from "@upline/domain/browser";
import { Ellipsis, Minus, Plus, X } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { planEditor as words } from "~/messages/en/plan-editor";
import { PLAN_SENTENCES } from "~/messages/en/plan-sentences";
import { piecesOf, say } from "~/messages/say";
import { fieldId, useEditing } from "./editing";
import { FieldToken } from "./field-token";
import { ProblemsAt } from "./problems-at";
import { labelText, partText } from "./words";

/** A part of a plan as a sentence whose changeable words are fields; its tables and what may be added stand below. */
export function PartBlock({
  part,
  add = [],
  before,
  after,
}: {
  readonly part: Part;
  /** Parts that stand elsewhere, whose absent details are offered here. */
  readonly add?: readonly Part[];
  readonly before?: ReactNode;
  readonly after?: ReactNode;
}) {
  const tables = partsWithin(part).filter((inner): inner is Table => inner.is === "table");
  const absent = [part, ...add]
    .flatMap(partsWithin)
    .filter((inner): inner is Clause => inner.is === "clause" && inner.part === null);
  return (
    <>
      <div className="lead">
        {before}
        <Inline part={part} />
        {after}
      </div>
      {tables.map((table) => (
        <TableView key={table.path} table={table} />
      ))}
      <AddClause clauses={absent} />
    </>
  );
}

/** The same within a running text. */
export function Inline({ part }: { readonly part: Part }): ReactNode {
  switch (part.is) {
    case "sentence":
      return <Sentenced sentence={part} />;
    case "name":
      return <span className="tok is-fixed">{labelText(part.label)}</span>;
    case "list":
      return <Listed list={part} />;
    case "slot":
      return (
        <span id={fieldId(part.path)}>
          <Inline part={part.part} />
          <OtherKind label={labelText(part.label)} path={part.path} options={part.options} />
          <ProblemsAt path={part.path} />
        </span>
      );
    case "clause":
      return part.part === null ? null : <Clausal clause={part} inner={part.part} />;
    case "table":
      return null;
    default:
      return <FieldToken field={part} />;
  }
}

function Sentenced({ sentence }: { readonly sentence: Sentence }) {
  return piecesOf(PLAN_SENTENCES[sentence.key]).map(({ literal, name }, index) => {
    const part = name ? sentence.with[name] : undefined;
    return <Fragment key={index}>{literal ?? (part ? <Inline part={part} /> : null)}</Fragment>;
  });
}

const BETWEEN = { slash: " / ", comma: ", ", and: words.and, or: words.or } as const;

function Listed({ list }: { readonly list: PartList }) {
  const { isReadOnly, remove, append } = useEditing();
  const { items, path, additions, between } = list;
  const isLevels = between === "slash";
  const [addition] = additions;
  return (
    <>
      {items.map((item, index) => (
        <Fragment key={"path" in item ? item.path : index}>
          {index > 0 ? BETWEEN[between] : null}
          <Inline part={item} />
          {isReadOnly || isLevels || items.length === 1 ? null : (
            <IconButton label={say(words.remove, { what: partText(item) })} onClick={() => remove(`${path}.${index}`)}>
              <X className="i" aria-hidden="true" />
            </IconButton>
          )}
        </Fragment>
      ))}
      {isReadOnly ? null : isLevels ? (
        <span className="level-steps">
          {items.length > 1 ? (
            <IconButton label={words.lessLevels} onClick={() => remove(`${path}.${items.length - 1}`)}>
              <Minus className="i" aria-hidden="true" />
            </IconButton>
          ) : null}
          {addition ? (
            <IconButton label={words.moreLevels} onClick={() => append(path, addition.value)}>
              <Plus className="i" aria-hidden="true" />
            </IconButton>
          ) : null}
        </span>
      ) : (
        <KindSelect label={words.addCondition} options={additions} onChoose={(value) => append(path, value)}>
          <Plus className="i" aria-hidden="true" />
        </KindSelect>
      )}
      <ProblemsAt path={path} />
    </>
  );
}

function Clausal({ clause, inner }: { readonly clause: Clause; readonly inner: Part }) {
  const { isReadOnly, remove } = useEditing();
  return (
    <span id={fieldId(clause.path)}>
      , <Inline part={inner} />
      {isReadOnly ? null : (
        <IconButton label={say(words.remove, { what: labelText(clause.label) })} onClick={() => remove(clause.path)}>
          <X className="i" aria-hidden="true" />
        </IconButton>
      )}
    </span>
  );
}

function OtherKind({
  label,
  path,
  options,
}: {
  readonly label: string;
  readonly path: string;
  readonly options: readonly Option[];
}) {
  const { isReadOnly, set } = useEditing();
  if (isReadOnly || options.length === 0) return null;
  return (
    <KindSelect label={say(words.change, { what: label })} options={options} onChoose={(value) => set(path, value)}>
      <Ellipsis className="i" aria-hidden="true" />
    </KindSelect>
  );
}

/** A native select that looks like an icon: what is chosen is put there, and it shows the icon again. */
function KindSelect({
  label,
  options,
  onChoose,
  children,
}: {
  readonly label: string;
  readonly options: readonly Option[];
  readonly onChoose: (value: Option["value"], index: number) => void;
  readonly children: ReactNode;
}) {
  return (
    <span className="kind">
      {children}
      <select
        aria-label={label}
        title={label}
        value=""
        onChange={(event) => {
          const option = options[Number(event.target.value)];
          if (option) onChoose(option.value, Number(event.target.value));
        }}
      >
        <option value="" disabled>
          {label}
        </option>
        {options.map(({ label: name }, index) => (
          <option key={labelText(name)} value={index}>
            {labelText(name)}
          </option>
        ))}
      </select>
    </span>
  );
}

export function IconButton({
  label,
  onClick,
  children,
  isOff,
}: {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
  readonly isOff?: boolean;
}) {
  return (
    <button
      type="button"
      className="icon-btn"
      aria-label={label}
      title={label}
      aria-disabled={isOff}
      onClick={isOff ? undefined : onClick}
    >
      {children}
    </button>
  );
}

/** Details that this sentence may have besides. */
function AddClause({ clauses }: { readonly clauses: readonly Clause[] }) {
  const { isReadOnly, set } = useEditing();
  if (isReadOnly || clauses.length === 0) return null;
  return (
    <p className="add-clause">
      <KindSelect
        label={words.addDetail}
        options={clauses.map(({ label, start }) => ({ label, value: start }))}
        onChoose={(value, index) => set(clauses[index]?.path ?? "", value)}
      >
        <Plus className="i" aria-hidden="true" />
        <span>{words.addDetail}</span>
      </KindSelect>
    </p>
  );
}

function TableView({ table }: { readonly table: Table }) {
  const { isReadOnly, remove, append } = useEditing();
  const { path, label, columns, rows, additions, isFixed } = table;
  const [addition] = additions;
  return (
    <div className="rate-table" id={fieldId(path)}>
      <table aria-label={labelText(label)}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={labelText(column)} scope="col">
                {labelText(column)}
              </th>
            ))}
            {isReadOnly || isFixed ? null : (
              <td>
                <span className="vh">{words.removeRow}</span>
              </td>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.path}>
              {row.label ? <th scope="row">{labelText(row.label)}</th> : null}
              {row.cells.map((cell, place) => (
                <td key={place}>
                  <Inline part={cell} />
                </td>
              ))}
              {isReadOnly || isFixed ? null : (
                <td>
                  {rows.length > 1 ? (
                    <IconButton label={say(words.removeNth, { nth: index + 1 })} onClick={() => remove(row.path)}>
                      <X className="i" aria-hidden="true" />
                    </IconButton>
                  ) : null}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {isReadOnly || !addition ? null : (
        <button type="button" className="btn btn-sm btn-quiet" onClick={() => append(path, addition.value)}>
          <Plus className="i i14" aria-hidden="true" />
          {words.addRow}
        </button>
      )}
      <ProblemsAt path={path} />
    </div>
  );
}
