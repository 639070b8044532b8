import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PageHead } from "~/components/shell/page-head";
import { settings } from "~/messages/en/settings";
import { session } from "~/trpc/session";
import { ChangePassword } from "./_components/change-password";
import { Devices } from "./_components/devices";
import { SecondStep } from "./_components/second-step";

export const metadata: Metadata = { title: settings.security };

/** Second step, password, devices; the auth handler does the work. */
export default async function SecurityPage() {
  const me = await session();
  if (!me) redirect("/sign-in");
  return (
    <main id="main" className="page">
      <PageHead title={settings.security} sub={settings.securitySub} isStatic />
      <div className="grid max-w-xl gap-10">
        <SecondStep isOn={me.user.twoFactorEnabled} />
        <ChangePassword email={me.user.email} />
        <Devices />
      </div>
    </main>
  );
}
