"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { SectionHead } from "~/components/shell/page-head";
import { Choose } from "~/components/ui/field";
import { dateText } from "~/components/ui/format";
import { EmptyState } from "~/components/ui/states";
import { changes as changeWords } from "~/messages/en/changes";
import { simulator } from "~/messages/en/simulator";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import {
  changeParts,
  changeText,
  type PlanChange,
  type Section,
  sectionOf,
} from "../../../../../_components/change-text";
import { VersionHead } from "../../../_components/version-head";

const words = simulator.compare;
type Id = `plv_${string}`;
const SECTIONS = Object.keys(changeWords.sections) as Section[];

/** The differences as sentences, grouped as the plan is; "was" and "is" are words, not colours alone. */
export function CompareScreen({ planVersionId, otherId }: { readonly planVersionId: Id; readonly otherId: Id }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { data: stored } = useSuspenseQuery(trpc.plans.get.queryOptions({ planVersionId }));
  const { data: found } = useSuspenseQuery(trpc.plans.compare.queryOptions({ planVersionId, otherId }));
  const { data: versions } = useSuspenseQuery(trpc.plans.list.queryOptions());
  const others = versions.filter(({ id, isReadable }) => id !== planVersionId && isReadable);
  const bySection = Map.groupBy(found.changes, sectionOf);
  return (
    <>
      <VersionHead stored={stored} title={words.title} otherId={otherId} />
      <div className="mt-5 max-w-96">
        <Choose
          id="compare-with"
          label={words.with}
          value={otherId}
          options={others.map(({ id, label, effectiveFrom }) => ({
            value: id,
            label: `${label}, ${dateText(effectiveFrom, "long")}`,
          }))}
          onChange={(event) => router.push(`/admin/plans/${planVersionId}/compare/${event.target.value}` as Route)}
        />
      </div>
      <p className="mt-4 sm muted" role="status">
        {say(words.lead, { name: found.plan.label, other: found.other.label })}{" "}
        {say(words.count, { count: found.changes.length })}.
      </p>
      {found.changes.length === 0 ? <EmptyState>{words.same}</EmptyState> : null}
      {SECTIONS.flatMap((section) => {
        const own = bySection.get(section);
        return own ? [<Group key={section} section={section} changes={own} />] : [];
      })}
    </>
  );
}

function Group({ section, changes }: { readonly section: Section; readonly changes: readonly PlanChange[] }) {
  return (
    <section className="mt-6">
      <SectionHead title={changeWords.sections[section]}>
        <span className="muted">{changes.length}</span>
      </SectionHead>
      <ul className="rows">
        {changes.map((change) => (
          <li key={JSON.stringify(change.path)} className="border-b border-hairline py-2.5">
            <ChangeSentence change={change} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ChangeSentence({ change }: { readonly change: PlanChange }) {
  if (change.kind !== "changed") return changeText(change);
  const { place, was, now } = changeParts(change);
  return (
    <>
      <span className="med">{place}:</span> <del className="muted">{was}</del> →{" "}
      <ins className="med no-underline">{now}</ins>
    </>
  );
}
