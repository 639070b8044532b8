"use client";

import { useId } from "react";
import { cx } from "~/components/ui/cx";
import { planEditor } from "~/messages/en/plan-editor";
import { say } from "~/messages/say";
import { isDocument, type PlanDocument } from "../[planVersionId]/_components/use-document";

const words = planEditor.expert;

/** A plan as text: its field, and below it what is wrong with what was last read. */
export function DocumentText({
  label,
  text,
  wrong,
  isShort = false,
  isReadOnly = false,
  onChange,
}: {
  readonly label: string;
  readonly text: string;
  readonly wrong: string | null;
  readonly isShort?: boolean;
  readonly isReadOnly?: boolean;
  readonly onChange: (text: string) => void;
}) {
  const id = useId();
  return (
    <>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className={cx("textarea mono", isShort && "is-short")}
        spellCheck={false}
        readOnly={isReadOnly}
        aria-invalid={wrong !== null || undefined}
        aria-describedby={wrong === null ? undefined : `${id}-wrong`}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      {wrong === null ? null : (
        <p className="neg sm" id={`${id}-wrong`} role="alert">
          {wrong}
        </p>
      )}
    </>
  );
}

/** JSON that is an object, or what is wrong with the text. */
export function readDocument(text: string): { readonly document: PlanDocument } | { readonly wrong: string } {
  try {
    const value: unknown = JSON.parse(text);
    return isDocument(value) ? { document: value } : { wrong: words.noObject };
  } catch (error) {
    return { wrong: say(words.noJson, { what: error instanceof Error ? error.message : String(error) }) };
  }
}
