import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { areaOf } from "~/components/shell/nav";
import { Shell } from "~/components/shell/shell";
import { session } from "~/trpc/session";
import "./integrations.css";

/** The integrations belong to the back office. For everybody else they do not exist. */
export default async function IntegrationsLayout({ children }: { children: ReactNode }) {
  const me = await session();
  if (me && areaOf(me.user.role) !== "admin") notFound();
  return <Shell>{children}</Shell>;
}
