import { redirect } from "next/navigation";
import { homeOf } from "~/components/shell/nav";
import { session } from "~/trpc/session";

/** The address without a page: where a role starts. */
export default async function Start() {
  const me = await session();
  redirect(me ? homeOf(me.user.role) : "/sign-in");
}
