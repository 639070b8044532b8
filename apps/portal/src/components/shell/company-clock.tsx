"use client";

import { useEffect, useState } from "react";
import { shell } from "~/messages/en/shell";
import { say } from "~/messages/say";
import { instantText } from "../ui/format";
import { useZones } from "../ui/zones";

const TICK_MS = 20_000;

/** The demo's own time. It ticks with the wall clock from the moment the page was made. */
export function CompanyClock({ startsAt }: { readonly startsAt: string }) {
  const { company } = useZones();
  const [now, setNow] = useState(startsAt);
  useEffect(() => {
    const offset = Date.parse(startsAt) - Date.now();
    const timer = setInterval(() => setNow(new Date(Date.now() + offset).toISOString()), TICK_MS);
    return () => clearInterval(timer);
  }, [startsAt]);
  return <time dateTime={now}>{say(shell.clock, { at: instantText(now, company, "short") })}</time>;
}
