import type { Metadata } from "next";
import { DoorFrame } from "~/components/shell/door-frame";
import { door } from "~/messages/en/door";
import { demoState } from "~/trpc/demo";
import { SecondStepForm } from "./_components/second-step-form";

export const metadata: Metadata = { title: door.second };

/** The code of the authenticator app, or a recovery code. */
export default async function SecondStepPage() {
  const demo = await demoState();
  return (
    <DoorFrame company={demo?.company ?? "Upline"}>
      <h1>{door.second}</h1>
      <SecondStepForm />
    </DoorFrame>
  );
}
