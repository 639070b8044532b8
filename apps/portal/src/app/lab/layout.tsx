import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { areaOf } from "~/components/shell/nav";
import { Shell } from "~/components/shell/shell";
import { session } from "~/trpc/session";
import "../integrations/integrations.css";
import "./lab.css";

/** The laboratory exists with `DEMO=1` only, and for the back office. */
export default async function LabLayout({ children }: { children: ReactNode }) {
  const me = await session();
  if (me && (!me.company.demo || areaOf(me.user.role) !== "admin")) notFound();
  return <Shell>{children}</Shell>;
}
