"use client";

import { useId, useState } from "react";
import { Button } from "~/components/ui/button";
import { planEditor } from "~/messages/en/plan-editor";
import { DocumentText, readDocument } from "../../_components/document-text";
import type { PlanDocument } from "../../[planVersionId]/_components/use-document";

const words = planEditor.create;

/** A file or a pasted text; what is no JSON object is said here, everything else in the editor. */
export function ImportPlan({
  isBusy,
  onImport,
}: {
  readonly isBusy: boolean;
  readonly onImport: (plan: PlanDocument) => void;
}) {
  const id = useId();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const take = () => {
    const read = readDocument(text);
    setWrong("wrong" in read ? read.wrong : null);
    if ("document" in read) onImport(read.document);
  };
  return (
    <section className="plan-section" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words.import}</h2>
      <p className="sm muted">{words.importWhat}</p>
      <div className="expert">
        <label className="label" htmlFor={`${id}-file`}>
          {words.file}
        </label>
        <input
          id={`${id}-file`}
          type="file"
          accept="application/json,.json"
          onChange={async (event) => setText((await event.target.files?.[0]?.text()) ?? "")}
        />
        <DocumentText label={words.text} text={text} wrong={wrong} isShort onChange={setText} />
        <p>
          <Button isBusy={isBusy} aria-disabled={text.trim() === ""} onClick={take}>
            {words.doImport}
          </Button>
        </p>
      </div>
    </section>
  );
}
