import { notFound, redirect } from "next/navigation";
import { session } from "~/trpc/session";

/** In the demo, the short way to the e-mails that were sent. */
export default async function DevMailPage() {
  const me = await session();
  if (!me) redirect("/sign-in");
  if (!me.company.demo) notFound();
  redirect("/admin/mail");
}
