"use client";

import { useEffect, useState } from "react";

/**
 * Milliseconds from the click to the paint that shows the settled run, on this browser's own clock.
 *
 * @param clickedAt  `performance.now()` of the click; null when this browser did not send
 * @returns null until it was painted
 */
export function useSeen(clickedAt: number | null, isSettled: boolean): number | null {
  const [ms, setMs] = useState<number | null>(null);
  useEffect(() => {
    if (clickedAt === null || !isSettled || ms !== null) return;
    // The frame after the next one begins when the next one has been painted.
    let inner = 0;
    const outer = requestAnimationFrame(() => {
      inner = requestAnimationFrame(() => setMs(performance.now() - clickedAt));
    });
    return () => {
      cancelAnimationFrame(outer);
      cancelAnimationFrame(inner);
    };
  }, [clickedAt, isSettled, ms]);
  return ms;
}
