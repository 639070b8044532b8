"use client";

import type { ReactNode } from "react";
import { LiveContext } from "~/components/live/live-context";
import { BrandMark } from "~/components/shell/brand-mark";
import { NavGroups } from "~/components/shell/nav-links";
import { PersonMenu } from "~/components/shell/person-menu";
import { PhoneBar } from "~/components/shell/phone-bar";
import { Announcer } from "~/components/ui/announcer";
import { Toaster } from "~/components/ui/toast";
import { ZonesProvider } from "~/components/ui/zones";
import { shell } from "~/messages/en/shell";

const LIVE = { state: "live", lastSeenAt: null, isTooOld: false } as const;

/** The shell around a story, without a server behind it. */
export function Frame({ role, children }: { readonly role: "distributor" | "owner"; readonly children: ReactNode }) {
  const person = {
    name: role === "owner" ? "Aster Field" : "Hazel Brook",
    role,
    note: role === "owner" ? "Owner" : "D-0217",
    theme: "system",
    isHidingAmounts: false,
  } as const;
  return (
    <ZonesProvider company="America/New_York" reader="America/New_York">
      <Announcer>
        <Toaster>
          <LiveContext value={LIVE}>
            <div className={role === "owner" ? "admin" : "portal"}>
              <header className="topbar">
                <span className="brand">
                  <BrandMark name="Meadow & Oak" />
                </span>
              </header>
              <div className="shell">
                <aside className="side" aria-label={shell.sidebar}>
                  <span className="brand">
                    <BrandMark name="Meadow & Oak" />
                  </span>
                  <NavGroups role={role} isDemo hasLegs hasSeats hasParties />
                  <div className="side-foot">
                    <PersonMenu {...person} />
                  </div>
                </aside>
                <div className="min-w-0">{children}</div>
              </div>
              <PhoneBar {...person} isDemo hasLegs hasSeats hasParties />
            </div>
          </LiveContext>
        </Toaster>
      </Announcer>
    </ZonesProvider>
  );
}
