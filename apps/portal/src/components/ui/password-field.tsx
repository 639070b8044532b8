"use client";

import { type ComponentProps, useState } from "react";
import { door } from "~/messages/en/door";
import { FieldFrame } from "./field";

/** A password that can be shown and pasted. */
export function PasswordField({
  id,
  label,
  hint,
  error,
  ...input
}: {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | null | undefined;
} & Omit<ComponentProps<"input">, "id" | "type">) {
  const [isShown, setIsShown] = useState(false);
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <span className="shown-pass">
        <input
          name={id}
          {...input}
          id={id}
          type={isShown ? "text" : "password"}
          className="input"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : hint ? `${id}-hint` : undefined}
        />
        <button
          type="button"
          className="btn btn-quiet btn-sm"
          aria-pressed={isShown}
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? door.hide : door.show}
        </button>
      </span>
    </FieldFrame>
  );
}
