"use client";

import { useEffect, useRef, useState } from "react";
import { Money } from "~/components/ui/money";

const LASTS_MS = 400;

/** The hero amount. It counts once when it changes while it is watched; the accessible value changes at once. */
export function CountUp({ minor, currency }: { readonly minor: bigint; readonly currency: string }) {
  const [shown, setShown] = useState(minor);
  const was = useRef(minor);

  useEffect(() => {
    const from = was.current;
    was.current = minor;
    if (from === minor) return;
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden) {
      setShown(minor);
      return;
    }
    const startedAt = performance.now();
    let frame = requestAnimationFrame(function step(at) {
      const done = Math.min(1, Math.max(0, (at - startedAt) / LASTS_MS));
      const eased = 1 - (1 - done) ** 3;
      setShown(done === 1 ? minor : from + ((minor - from) * BigInt(Math.round(eased * 1000))) / 1000n);
      if (done < 1) frame = requestAnimationFrame(step);
    });
    return () => {
      cancelAnimationFrame(frame);
      setShown(minor);
    };
  }, [minor]);

  return <Money minor={minor} drawnMinor={shown} currency={currency} size={40} />;
}
