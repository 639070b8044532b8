import type { ReactNode } from "react";
import { PageHead } from "~/components/shell/page-head";
import { dateText } from "~/components/ui/format";
import { StatusPill } from "~/components/ui/status-pill";
import { simulator } from "~/messages/en/simulator";
import { say } from "~/messages/say";
import type { Outputs } from "../../../_components/outputs";
import { VersionTabs } from "./version-tabs";

type Stored = Pick<Outputs["plans"]["get"], "id" | "label" | "status" | "effectiveFrom" | "base" | "plan">;

/** The head of a view of a plan version: what the view is, of which version, and the way to the other views. */
export function VersionHead({
  stored,
  title,
  otherId,
  children,
}: {
  readonly stored: Stored;
  readonly title: string;
  /** What the version is compared with, when it is not the version in force. */
  readonly otherId?: string | null;
  readonly children?: ReactNode;
}) {
  const { id, label, status, effectiveFrom, base, plan } = stored;
  return (
    <>
      <PageHead
        title={
          <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
            {title}
            <StatusPill
              kind="plan"
              state={status}
              isTag
              label={status === "draft" ? say(simulator.draft, { version: String(plan.version) }) : undefined}
            />
          </span>
        }
        sub={`${label}. ${say(simulator.from, { day: dateText(effectiveFrom, "long") })}.`}
        back={{ href: "/admin/plans", label: simulator.back }}
      >
        {children}
      </PageHead>
      <VersionTabs id={id} otherId={otherId ?? base?.id ?? null} />
    </>
  );
}
