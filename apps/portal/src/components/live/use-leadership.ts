"use client";

import { useEffect, useState } from "react";

/**
 * One tab of a person holds the live connection: HTTP/1.1 allows six per origin. The lock passes on by itself when the
 * leading tab closes. Without Web Locks every tab leads, which costs connections and nothing else.
 */
export function useLeadership(name: string): boolean {
  const [isLeader, setIsLeader] = useState(false);
  useEffect(() => {
    if (!navigator.locks) {
      setIsLeader(true);
      return;
    }
    const ending = new AbortController();
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    navigator.locks
      .request(name, { signal: ending.signal }, () => {
        setIsLeader(true);
        return held;
      })
      .catch(() => {
        // Aborted while waiting: the tab is closing.
      });
    return () => {
      ending.abort();
      release();
      setIsLeader(false);
    };
  }, [name]);
  return isLeader;
}
