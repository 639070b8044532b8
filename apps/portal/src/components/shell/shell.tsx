import { CalendarClock } from "lucide-react";
import type { Route } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { shell } from "~/messages/en/shell";
import { TRPCReactProvider } from "~/trpc/client";
import { session } from "~/trpc/session";
import { LiveProvider } from "../live/live-provider";
import { Announcer } from "../ui/announcer";
import { Banner } from "../ui/banner";
import { Toaster } from "../ui/toast";
import { ZonesProvider } from "../ui/zones";
import { BrandMark } from "./brand-mark";
import { CompanyClock } from "./company-clock";
import { areaOf, homeOf } from "./nav";
import { NavGroups } from "./nav-links";
import { PersonMenu, type PersonMenuProps } from "./person-menu";
import { PhoneBar } from "./phone-bar";

/** The frame of every signed-in page: sidebar, phone bars, live connection, announcements, messages. */
export async function Shell({ children }: { readonly children: ReactNode }) {
  const me = await session();
  if (!me) redirect("/sign-in" as Route);
  const { user, distributor, company, companyNow, hasLegs, hasSeats, hasParties } = me;
  const jar = await cookies();
  const theme = jar.get("theme")?.value;
  const roleWord = (shell.roles as Readonly<Record<string, string>>)[user.role] ?? user.role;
  const person: PersonMenuProps = {
    name: user.name,
    role: user.role,
    note: distributor?.number ?? roleWord,
    theme: theme === "light" || theme === "dark" ? theme : "system",
    isHidingAmounts: jar.get("amounts")?.value === "hidden",
  };
  const home = homeOf(user.role);
  const isAdmin = areaOf(user.role) === "admin";

  return (
    <Providers zone={company.timeZone} reader={distributor?.timeZone ?? jar.get("zone")?.value} viewerId={user.id}>
      <div className={isAdmin ? "admin" : "portal"}>
        <a className="skip" href="#main">
          {shell.skip}
        </a>
        <header className="topbar">
          <Link className="brand" href={home}>
            <BrandMark name={company.name} />
          </Link>
        </header>
        <div className="shell">
          <aside className="side" aria-label={shell.sidebar}>
            <Link className="brand" href={home}>
              <BrandMark name={company.name} />
            </Link>
            <NavGroups
              role={user.role}
              isDemo={company.demo}
              hasLegs={hasLegs}
              hasSeats={hasSeats}
              hasParties={hasParties}
            />
            <div className="side-foot">
              {company.demo ? (
                <div className="clock-chip" title={shell.clockLabel}>
                  <CalendarClock className="i" aria-hidden="true" />
                  <CompanyClock startsAt={companyNow} />
                </div>
              ) : null}
              <PersonMenu {...person} />
            </div>
          </aside>
          <div className="min-w-0">
            {isAdmin && company.engine === "pglite" && !company.demo ? (
              <Banner label={shell.embeddedLabel} tone="wait">
                {shell.embedded}
              </Banner>
            ) : null}
            {children}
          </div>
        </div>
        <PhoneBar {...person} isDemo={company.demo} hasLegs={hasLegs} hasSeats={hasSeats} hasParties={hasParties} />
      </div>
    </Providers>
  );
}

function Providers({
  zone,
  reader,
  viewerId,
  children,
}: {
  readonly zone: string;
  readonly reader: string | undefined;
  readonly viewerId: string;
  readonly children: ReactNode;
}) {
  return (
    <TRPCReactProvider>
      <ZonesProvider company={zone} reader={isZone(reader) ? reader : zone}>
        <Announcer>
          <Toaster>
            <LiveProvider viewerId={viewerId}>{children}</LiveProvider>
          </Toaster>
        </Announcer>
      </ZonesProvider>
    </TRPCReactProvider>
  );
}

function isZone(name: string | undefined): name is string {
  if (!name) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
