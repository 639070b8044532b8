import type { Metadata, Route } from "next";
import { PageHead } from "~/components/shell/page-head";
import { admin } from "~/messages/en/admin";
import { enrolment } from "~/messages/en/people";
import { api } from "~/trpc/server";
import { session } from "~/trpc/session";
import { dayIn } from "../../_components/zone-day";
import { EnrolForm } from "./_components/enrol-form";

export const metadata: Metadata = { title: enrolment.title };

/** Somebody becomes a distributor on his behalf. */
export default async function EnrolPage() {
  const me = await session();
  const steps = await (await api()).setup.openSteps();
  return (
    <main id="main" className="page">
      <PageHead
        title={enrolment.title}
        sub={enrolment.sub}
        back={{ href: "/admin/people" as Route, label: admin.people.title }}
        isStatic
      />
      <EnrolForm isFirst={steps.includes("distributor")} today={me ? dayIn(me.companyNow, me.company.timeZone) : ""} />
    </main>
  );
}
