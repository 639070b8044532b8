import { ChevronDown, TriangleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { ui } from "~/messages/en/ui";
import { say } from "~/messages/say";
import { cx } from "./cx";

interface FieldBase {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** The message under the field; the control is marked invalid while it stands. */
  readonly error?: string | null | undefined;
}

const describedBy = ({ id, hint, error }: FieldBase) =>
  cx(error && `${id}-error`, hint ? `${id}-hint` : null) || undefined;

/** Label above, hint and message below. `FieldFrame` takes any control; `Field`, `Area`, `Choose` bring one. */
export function FieldFrame({ id, label, hint, error, children }: FieldBase & { readonly children: ReactNode }) {
  return (
    <div className="fld">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="fld-error" id={`${id}-error`}>
          <TriangleAlert className="i" aria-hidden="true" />
          {error}
        </p>
      ) : null}
    </div>
  );
}

export function Field({
  id,
  label,
  hint,
  error,
  className,
  ...input
}: FieldBase & Omit<ComponentProps<"input">, "id">) {
  const frame = { id, label, hint, error };
  return (
    <FieldFrame {...frame}>
      <input
        name={id}
        {...input}
        id={id}
        className={cx("input", className)}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(frame)}
      />
    </FieldFrame>
  );
}

export function Area({
  id,
  label,
  hint,
  error,
  className,
  ...area
}: FieldBase & Omit<ComponentProps<"textarea">, "id">) {
  const frame = { id, label, hint, error };
  return (
    <FieldFrame {...frame}>
      <textarea
        name={id}
        {...area}
        id={id}
        className={cx("textarea", className)}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(frame)}
      />
    </FieldFrame>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

export function Choose({
  id,
  label,
  hint,
  error,
  options,
  ...select
}: FieldBase & { readonly options: readonly Option[] } & Omit<ComponentProps<"select">, "id" | "children">) {
  const frame = { id, label, hint, error };
  return (
    <FieldFrame {...frame}>
      <SelectBox>
        <select
          name={id}
          {...select}
          id={id}
          className="select"
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(frame)}
        >
          {options.map(({ value, label: text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </SelectBox>
    </FieldFrame>
  );
}

/** A bare select needs its arrow: wrap it. */
export function SelectBox({ children }: { children: ReactNode }) {
  return (
    <span className="select-box">
      {children}
      <ChevronDown className="i i14" aria-hidden="true" />
    </span>
  );
}

/** The summary on top of a form: every message is a link to its field. */
export function FormErrors({ errors }: { readonly errors: readonly { readonly id: string; readonly text: string }[] }) {
  if (errors.length === 0) return null;
  return (
    <div className="form-errors" role="alert">
      <p className="strong">{say(ui.errorsInForm, { count: errors.length })}</p>
      <ul>
        {errors.map(({ id, text }) => (
          <li key={id}>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
