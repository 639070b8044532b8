"use client";

import { useEffect, useId, useState } from "react";
import { Button } from "~/components/ui/button";
import { planEditor as words } from "~/messages/en/plan-editor";
import { say } from "~/messages/say";
import { useEditing } from "./editing";
import { ProblemList } from "./problem-list";
import { isDocument, type PlanDocument } from "./use-document";

/** The document as text, with the same validation. Nothing is taken before it is JSON; whatever it says is kept then. */
export function ExpertView({
  document,
  onTake,
}: {
  readonly document: PlanDocument;
  readonly onTake: (document: PlanDocument) => void;
}) {
  const { isReadOnly } = useEditing();
  const id = useId();
  const stored = JSON.stringify(document, null, 2);
  const [text, setText] = useState(stored);
  const [wrong, setWrong] = useState<string | null>(null);
  useEffect(() => setText(stored), [stored]);
  const take = () => {
    const read = readDocument(text);
    setWrong("wrong" in read ? read.wrong : null);
    if ("document" in read) onTake(read.document);
  };
  return (
    <div className="expert">
      <label className="label" htmlFor={id}>
        {words.expert.label}
      </label>
      <textarea
        id={id}
        className="textarea mono"
        spellCheck={false}
        readOnly={isReadOnly}
        aria-invalid={wrong !== null || undefined}
        aria-describedby={wrong === null ? undefined : `${id}-wrong`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {wrong === null ? null : (
        <p className="neg sm" id={`${id}-wrong`} role="alert">
          {wrong}
        </p>
      )}
      {isReadOnly ? null : (
        <p className="flex flex-wrap gap-2">
          <Button variant="primary" aria-disabled={text === stored} onClick={take}>
            {words.expert.take}
          </Button>
          <Button variant="quiet" onClick={() => setText(stored)}>
            {words.expert.back}
          </Button>
        </p>
      )}
      <h2>{words.problems}</h2>
      <ProblemList />
    </div>
  );
}

/** JSON that is an object, or what is wrong with the text. */
export function readDocument(text: string): { readonly document: PlanDocument } | { readonly wrong: string } {
  try {
    const value: unknown = JSON.parse(text);
    return isDocument(value) ? { document: value } : { wrong: words.expert.noObject };
  } catch (error) {
    return { wrong: say(words.expert.noJson, { what: error instanceof Error ? error.message : String(error) }) };
  }
}
