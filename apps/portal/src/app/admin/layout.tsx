import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { areaOf } from "~/components/shell/nav";
import { Shell } from "~/components/shell/shell";
import { session } from "~/trpc/session";
import "./admin.css";

/** The back office. For everybody else its pages do not exist; who may do what is decided in each procedure. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const me = await session();
  if (me && areaOf(me.user.role) !== "admin") notFound();
  return <Shell>{children}</Shell>;
}
