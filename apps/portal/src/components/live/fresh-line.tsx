"use client";

import { useEffect, useState } from "react";
import { ui } from "~/messages/en/ui";
import { say } from "~/messages/say";
import { cx } from "../ui/cx";
import { instantText } from "../ui/format";
import { useZones } from "../ui/zones";
import { useFreshness } from "./live-context";

/** "Live", or "As of 14:03. Reconnecting."; its space is kept, so nothing moves. */
export function FreshLine() {
  const { state, lastSeenAt } = useFreshness();
  const { reader } = useZones();
  const isOffline = useIsOffline();
  const at = lastSeenAt === null ? "" : instantText(new Date(lastSeenAt).toISOString(), reader, "time");
  const text =
    isOffline && at
      ? say(ui.offline, { at })
      : state === "stale"
        ? say(ui.stale, { at })
        : state === "live"
          ? ui.live
          : ui.connecting;
  return (
    <span
      className={cx("live", (state === "stale" || isOffline) && "live-off", state === "connecting" && "live-wait")}
      data-live={state}
    >
      {text}
    </span>
  );
}

function useIsOffline(): boolean {
  const [isOffline, setIsOffline] = useState(false);
  useEffect(() => {
    const read = () => setIsOffline(!navigator.onLine);
    read();
    window.addEventListener("online", read);
    window.addEventListener("offline", read);
    return () => {
      window.removeEventListener("online", read);
      window.removeEventListener("offline", read);
    };
  }, []);
  return isOffline;
}
