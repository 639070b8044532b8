import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { DoorFrame } from "~/components/shell/door-frame";
import { Shell } from "~/components/shell/shell";
import { Announcer } from "~/components/ui/announcer";
import { ZonesProvider } from "~/components/ui/zones";
import { TRPCReactProvider } from "~/trpc/client";

/** The demo company's zone, for readers whom nobody knows yet. */
const COMPANY_ZONE = "America/New_York";

/** The shell for those who are signed in, the door for everybody else. */
export async function DemoFrame({
  company,
  isSignedIn,
  children,
}: {
  readonly company: string;
  readonly isSignedIn: boolean;
  readonly children: ReactNode;
}) {
  if (isSignedIn) {
    return (
      <Shell>
        <main id="main" className="page demo">
          {children}
        </main>
      </Shell>
    );
  }
  const reader = (await cookies()).get("zone")?.value ?? COMPANY_ZONE;
  return (
    <TRPCReactProvider>
      <ZonesProvider company={COMPANY_ZONE} reader={isZone(reader) ? reader : COMPANY_ZONE}>
        <Announcer>
          <DoorFrame company={company} isWide>
            <div className="demo">{children}</div>
          </DoorFrame>
        </Announcer>
      </ZonesProvider>
    </TRPCReactProvider>
  );
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
