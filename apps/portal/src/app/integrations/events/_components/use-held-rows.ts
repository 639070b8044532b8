"use client";

import { type FocusEvent, useRef, useState } from "react";

/**
 * Rows never move under the pointer or the focus: while somebody is in the list, what is new waits behind a pill.
 *
 * @returns the rows to show, how many wait above them, and what the list's element needs
 */
export function useHeldRows<Row extends { readonly id: string }>(rows: readonly Row[]) {
  const [topId, setTopId] = useState<string | null>(null);
  const isInside = useRef({ pointer: false, focus: false });

  const hold = () => setTopId((held) => held ?? rows[0]?.id ?? null);
  const release = () => {
    if (!isInside.current.pointer && !isInside.current.focus) setTopId(null);
  };
  const at = topId === null ? 0 : rows.findIndex(({ id }) => id === topId);
  const waiting = Math.max(0, at);
  return {
    shown: rows.slice(waiting),
    waiting,
    showAll: () => setTopId(rows[0]?.id ?? null),
    handlers: {
      onPointerEnter: () => {
        isInside.current.pointer = true;
        hold();
      },
      onPointerLeave: () => {
        isInside.current.pointer = false;
        release();
      },
      onFocus: () => {
        isInside.current.focus = true;
        hold();
      },
      onBlur: (event: FocusEvent<HTMLElement>) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        isInside.current.focus = false;
        release();
      },
    },
  } as const;
}
