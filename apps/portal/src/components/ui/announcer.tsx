"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";

const EVERY_MS = 5000;
const AnnounceContext = createContext<(text: string) => void>(() => {});

/** Says a text in the page's one polite live region; at most one announcement in five seconds, batched. */
export const useAnnounce = () => useContext(AnnounceContext);

export function Announcer({ children }: { children: ReactNode }) {
  const [text, setText] = useState("");
  const waiting = useRef<string[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const flush = useCallback(() => {
    const batch = [...new Set(waiting.current)];
    waiting.current = [];
    timer.current = null;
    if (batch.length === 0) return;
    setText(batch.join(" "));
    timer.current = setTimeout(flush, EVERY_MS);
  }, []);

  const announce = useCallback(
    (said: string) => {
      waiting.current.push(said);
      if (timer.current === null) flush();
    },
    [flush],
  );

  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
    },
    [],
  );

  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="vh" aria-live="polite" aria-atomic="true">
        {text}
      </div>
    </AnnounceContext>
  );
}
