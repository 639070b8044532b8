"use client";

import { useEffect, useState } from "react";

/** A path as an address for a colleague; the origin is known after the first paint. */
export function useHere(path: string): string {
  const [origin, setOrigin] = useState("");
  useEffect(() => setOrigin(window.location.origin), []);
  return `${origin}${path}`;
}
