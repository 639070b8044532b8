import { CURRENCIES } from "@upline/domain/browser";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { DoorFrame } from "~/components/shell/door-frame";
import { setup } from "~/messages/en/setup";
import { TRPCReactProvider } from "~/trpc/client";
import { api } from "~/trpc/server";
import { unrecordedText } from "../admin/plans/[planVersionId]/ranks/_components/problem-text";
import { SetupForm } from "./_components/setup-form";

export const metadata: Metadata = { title: setup.title };

/** The first page of an empty installation; it opens by the address that its server printed, and only once. */
export default async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: string }> }) {
  const { token = "" } = await searchParams;
  const { isOpen, isRight, templates } = await (await api()).setup.status({ token: token.slice(0, 200) });
  return (
    <DoorFrame company="Upline">
      <h1>{setup.title}</h1>
      {isOpen && isRight ? (
        <>
          <p className="door-lead">{setup.lead}</p>
          <TRPCReactProvider>
            <SetupForm
              token={token}
              currencies={CURRENCIES}
              timeZones={Intl.supportedValuesOf("timeZone")}
              templates={templates.map(({ id, plan, problems }) => ({
                id,
                label: plan.label,
                bonuses: plan.bonuses.map(({ label }) => label),
                needs: [...new Set(problems.map(({ values }) => unrecordedText(values.kind ?? "")))],
              }))}
            />
          </TRPCReactProvider>
        </>
      ) : (
        <>
          <p className="door-lead">{isOpen ? setup.wrongToken : setup.done}</p>
          {isOpen ? null : (
            <Link className="btn btn-primary" href={"/sign-in" as Route}>
              {setup.signIn}
            </Link>
          )}
        </>
      )}
    </DoorFrame>
  );
}
