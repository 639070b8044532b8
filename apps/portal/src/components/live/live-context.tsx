"use client";

import { createContext, useContext } from "react";

export interface Freshness {
  /** `connecting` until the first sign of life; `stale` when the connection is lost. */
  readonly state: "connecting" | "live" | "stale";
  /** Wall time in milliseconds of the last sign of life; null before the first. */
  readonly lastSeenAt: number | null;
  /** Stale for more than a minute: buttons that move money are disabled with that reason. */
  readonly isTooOld: boolean;
}

export const LiveContext = createContext<Freshness>({ state: "connecting", lastSeenAt: null, isTooOld: false });

/** How old the data of the page is. */
export const useFreshness = () => useContext(LiveContext);
