"use client";

import type { Field } from "@upline/domain/browser";
import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import { cx } from "~/components/ui/cx";
import { Menu } from "~/components/ui/menu";
import { planEditor as words } from "~/messages/en/plan-editor";
import { countFromPeople } from "../ranks/_components/decimal";
import { decimalFromText, decimalToText, unitText } from "./decimals";
import { fieldId, useEditing } from "./editing";
import { ProblemsAt } from "./problems-at";
import { isSame, labelText, valueText } from "./words";

/** A value of the plan where it stands in its sentence: typed, chosen or ticked; a problem stands beside it. */
export function FieldToken({ field }: { readonly field: Field }) {
  const { isReadOnly } = useEditing();
  return (
    <>
      {isReadOnly ? (
        <span className="tok is-fixed" id={fieldId(field.path)}>
          {valueText(field)}
        </span>
      ) : (
        <Control field={field} />
      )}
      <ProblemsAt path={field.path} />
    </>
  );
}

function Control({ field }: { readonly field: Field }) {
  const { set, remove } = useEditing();
  const { path } = field;
  if (field.is === "choice") return <ChoiceToken field={field} />;
  if (field.is === "names") return <NamesToken field={field} />;
  if (field.is === "text") {
    return (
      <TypedToken
        field={field}
        shown={field.value}
        unit=""
        read={(text) => (text.trim() === "" ? null : text.trim())}
        wrong={words.notEmpty}
        onTake={(text) => set(path, text)}
      />
    );
  }
  if (field.is === "count") {
    const read = (text: string) => (/^0+$/.test(text) && field.least === 0 ? 0 : countFromPeople(text));
    return (
      <TypedToken
        field={field}
        shown={field.value === null ? "" : String(field.value)}
        unit=""
        read={(text) => {
          const count = read(text);
          return count === null ? null : String(count);
        }}
        wrong={field.least === 0 ? words.notCountFromZero : words.notCount}
        onTake={(text) => set(path, Number(text))}
        step={1}
      />
    );
  }
  const { unit, value } = field;
  return (
    <TypedToken
      field={field}
      shown={value === null ? "" : decimalToText(value, unit)}
      unit={unitText(unit)}
      // A place of a table may stay empty: what has no row there has none.
      read={(text) => (text.trim() === "" && value === null ? "" : decimalFromText(text, unit))}
      wrong={words.notNumber[unit.kind]}
      onTake={(text) => {
        if (text === "") remove(path);
        else set(path, text);
      }}
      step={unit.kind === "percent" ? 1 : 10}
    />
  );
}

/** A short text or number: Enter or leaving takes it, Esc takes it back, the arrows step. */
function TypedToken({
  field,
  shown,
  unit,
  read,
  wrong,
  onTake,
  step,
}: {
  readonly field: Field;
  readonly shown: string;
  readonly unit: string;
  /** What the document holds for a text; null for none. */
  readonly read: (text: string) => string | null;
  readonly wrong: string;
  readonly onTake: (value: string) => void;
  readonly step?: number;
}) {
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const id = fieldId(field.path);
  const parsed = read(text);
  const isWrong = parsed === null;
  const label = labelText(field.label);
  const take = (from: string) => {
    const value = read(from);
    if (value !== null && from !== shown) onTake(value);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") take(text);
    if (event.key === "Escape") setText(shown);
    const direction = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (direction === 0 || step === undefined || isWrong) return;
    event.preventDefault();
    const next = String(Number(text.replaceAll(/[^\d.]/g, "")) + direction * step);
    if (read(next) !== null) {
      setText(next);
      take(next);
    }
  };
  const isNumber = step !== undefined;
  return (
    <>
      <span className={cx("tok", isWrong && "bad", !isNumber && "is-text")}>
        <input
          id={id}
          type="text"
          inputMode={isNumber ? "decimal" : undefined}
          size={Math.max(2, text.length)}
          aria-label={unit ? `${label}, ${unit}` : label}
          aria-invalid={isWrong || undefined}
          aria-describedby={isWrong ? `${id}-wrong` : undefined}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => take(text)}
          onKeyDown={onKey}
        />
        {unit ? <span aria-hidden="true">{unit}</span> : null}
      </span>
      {isWrong ? (
        <span className="xs neg" id={`${id}-wrong`} role="alert">
          {" "}
          {wrong}
        </span>
      ) : null}
    </>
  );
}

function ChoiceToken({ field }: { readonly field: Extract<Field, { is: "choice" }> }) {
  const { set } = useEditing();
  const { path, options, chosen } = field;
  const at = options.findIndex(({ value }) => isSame(value, chosen));
  return (
    <span className="tok">
      <select
        id={fieldId(path)}
        aria-label={labelText(field.label)}
        value={at}
        onChange={(event) => {
          const option = options[Number(event.target.value)];
          if (option) set(path, option.value);
        }}
      >
        {at < 0 ? <option value={-1}>{String(chosen)}</option> : null}
        {options.map(({ label }, index) => (
          <option key={labelText(label)} value={index}>
            {labelText(label)}
          </option>
        ))}
      </select>
      <ChevronDown className="i" aria-hidden="true" />
    </span>
  );
}

/** Several of a list: ticked in a menu; the last one cannot be taken out. */
function NamesToken({ field }: { readonly field: Extract<Field, { is: "names" }> }) {
  const { set } = useEditing();
  const { path, options, chosen } = field;
  return (
    <span id={fieldId(path)} className="names">
      <Menu
        label={labelText(field.label)}
        button={
          <span className="tok">
            {valueText(field)}
            <ChevronDown className="i" aria-hidden="true" />
          </span>
        }
      >
        <fieldset>
          <legend className="menu-label">{labelText(field.label)}</legend>
          {options.map(({ label, value }) => {
            const name = String(value);
            const isChosen = chosen.includes(name);
            return (
              <label key={name} className="menu-item">
                <input
                  type="checkbox"
                  checked={isChosen}
                  aria-disabled={isChosen && chosen.length === 1}
                  onChange={() => {
                    const next = isChosen ? chosen.filter((other) => other !== name) : [...chosen, name];
                    if (next.length > 0) set(path, next);
                  }}
                />
                {labelText(label)}
              </label>
            );
          })}
        </fieldset>
      </Menu>
    </span>
  );
}
