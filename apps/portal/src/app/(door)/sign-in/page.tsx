import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DoorFrame } from "~/components/shell/door-frame";
import { homeOf } from "~/components/shell/nav";
import { Say } from "~/components/ui/say";
import { door } from "~/messages/en/door";
import { demoState } from "~/trpc/demo";
import { session } from "~/trpc/session";
import { SignInAs } from "./_components/sign-in-as";
import { SignInForm } from "./_components/sign-in-form";

export const metadata: Metadata = { title: door.title };

/** E-mail and password; the demo adds one button for each of its people. */
export default async function SignInPage() {
  const me = await session();
  if (me) redirect(homeOf(me.user.role));
  const demo = await demoState();
  return (
    <DoorFrame company={demo?.company ?? "Upline"}>
      <h1>{door.title}</h1>
      <p className="door-lead">{door.lead}</p>
      <SignInForm />
      {demo ? (
        <section aria-label={door.signInAs}>
          <h2 className="or">{door.signInAs}</h2>
          <p className="sm muted mt-2">
            <Say
              of={door.demoLead}
              with={{
                password: (
                  <code key="password" className="mono">
                    {demo.password}
                  </code>
                ),
              }}
            />
          </p>
          <SignInAs people={demo.signIns} password={demo.password} />
        </section>
      ) : null}
    </DoorFrame>
  );
}
