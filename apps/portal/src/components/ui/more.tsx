"use client";

import { ui } from "~/messages/en/ui";
import { say } from "~/messages/say";
import { Button } from "./button";

/** How many rows are shown, and the button for the next page by cursor. */
export function More({
  shown,
  total,
  hasMore,
  isLoading,
  onMore,
}: {
  readonly shown: number;
  readonly total?: number | undefined;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly onMore: () => void;
}) {
  return (
    <div className="more">
      {hasMore ? (
        <Button size="sm" onClick={onMore} isBusy={isLoading}>
          {isLoading ? ui.loadingMore : ui.more}
        </Button>
      ) : null}
      <span className="num">
        {total === undefined ? say(ui.shown, { count: shown }) : say(ui.shownOf, { count: shown, total })}
      </span>
    </div>
  );
}
