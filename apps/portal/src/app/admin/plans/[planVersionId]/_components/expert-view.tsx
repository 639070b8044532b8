"use client";

import { useEffect, useState } from "react";
import { Button } from "~/components/ui/button";
import { planEditor as words } from "~/messages/en/plan-editor";
import { DocumentText, readDocument } from "../../_components/document-text";
import { useEditing } from "./editing";
import { ProblemList } from "./problem-list";
import type { PlanDocument } from "./use-document";

/** The document as text, with the same validation. Nothing is taken before it is JSON; whatever it says is kept then. */
export function ExpertView({
  document,
  onTake,
}: {
  readonly document: PlanDocument;
  readonly onTake: (document: PlanDocument) => void;
}) {
  const { isReadOnly } = useEditing();
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
      <DocumentText label={words.expert.label} text={text} wrong={wrong} isReadOnly={isReadOnly} onChange={setText} />
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
