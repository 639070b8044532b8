"use client";

import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { cx } from "~/components/ui/cx";

interface TokenProps {
  readonly label: string;
  readonly isReadOnly: boolean;
  /** Whether the value differs from the version in force. */
  readonly isChanged?: boolean | undefined;
}

/** A number inside a sentence: type, Enter or leaving it takes it, Esc takes it back, the arrows step. */
export function TokenNumber<Value extends string | number>({
  value,
  unit,
  write,
  read,
  step,
  wrong,
  onChange,
  label,
  isReadOnly,
  isChanged,
}: TokenProps & {
  readonly value: Value;
  readonly unit?: string | undefined;
  readonly write: (value: Value) => string;
  readonly read: (text: string) => Value | null;
  /** How far an arrow key goes, in the unit that is typed. */
  readonly step: number;
  readonly wrong: string;
  readonly onChange: (value: Value) => void;
}) {
  const shown = write(value);
  const [text, setText] = useState(shown);
  const errorId = useId();
  useEffect(() => setText(shown), [shown]);
  const parsed = read(text);
  const isWrong = parsed === null;

  if (isReadOnly) {
    return (
      <span className={cx("tok is-fixed", isChanged && "chg")}>
        {shown}
        {unit ? ` ${unit}` : ""}
      </span>
    );
  }
  const take = () => {
    if (parsed === null) return;
    setText(write(parsed));
    if (parsed !== value) onChange(parsed);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") take();
    if (event.key === "Escape") setText(shown);
    const direction = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (direction === 0 || parsed === null) return;
    event.preventDefault();
    const next = read(String(Number(parsed) + direction * step));
    if (next !== null) onChange(next);
  };
  return (
    <>
      <span className={cx("tok", isWrong ? "bad" : isChanged && "chg")}>
        <input
          type="text"
          inputMode="decimal"
          size={Math.max(2, text.length)}
          aria-label={unit ? `${label}, ${unit}` : label}
          aria-invalid={isWrong || undefined}
          aria-describedby={isWrong ? errorId : undefined}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={take}
          onKeyDown={onKey}
        />
        {unit ? <span aria-hidden="true">{unit}</span> : null}
      </span>
      {isWrong ? (
        <span className="xs neg" id={errorId} role="alert">
          {" "}
          {wrong}
        </span>
      ) : null}
    </>
  );
}

/** A choice inside a sentence; the native select brings its keys and the phone's own wheel. */
export function TokenChoice<Value extends string>({
  value,
  options,
  onChange,
  label,
  isReadOnly,
  isChanged,
}: TokenProps & {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}) {
  if (isReadOnly) {
    return (
      <span className={cx("tok is-fixed", isChanged && "chg")}>
        {options.find((option) => option.value === value)?.label ?? value}
      </span>
    );
  }
  return (
    <span className={cx("tok", isChanged && "chg")}>
      <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown className="i" aria-hidden="true" />
    </span>
  );
}
