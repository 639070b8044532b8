import { Check, CircleDashed, TriangleAlert } from "lucide-react";
import { Button } from "~/components/ui/button";
import { refusalOf } from "~/components/ui/error-view";
import { errors } from "~/messages/en/errors";
import { plans } from "~/messages/en/plans";
import { ui } from "~/messages/en/ui";
import type { SaveState } from "./use-draft";

const words = plans.editor;

/** Whether what stands on the screen stands on the server, and what to do when it does not. */
export function SaveNote({
  state,
  error,
  onRetry,
}: {
  readonly state: SaveState;
  readonly error: unknown;
  readonly onRetry: () => void;
}) {
  if (state === "failed") {
    return (
      <span className="sm neg inline-flex items-center gap-2" role="alert">
        <TriangleAlert className="i i14" aria-hidden="true" />
        {refusalOf(error).message ?? errors.unexpected.what}
        <Button size="sm" onClick={onRetry}>
          {ui.retry}
        </Button>
      </span>
    );
  }
  const isSaved = state === "saved";
  const Icon = isSaved ? Check : CircleDashed;
  const text = { saved: words.saved, unsaved: words.unsaved, saving: words.saving, stale: words.notSaved }[state];
  return (
    <span className="sm muted inline-flex items-center gap-1" role="status">
      <Icon className={isSaved ? "i i14 pos" : "i i14"} aria-hidden="true" />
      {text}
    </span>
  );
}
