import type { Route } from "next";
import Link from "next/link";
import { ButtonLink } from "~/components/ui/button";
import { dateText } from "~/components/ui/format";
import { StatusPill } from "~/components/ui/status-pill";
import { plans as words } from "~/messages/en/plans";
import { say } from "~/messages/say";
import { changeText } from "../../_components/change-text";
import type { Outputs } from "../../_components/outputs";
import { NewDraft } from "./new-draft";

const CHANGES_SHOWN = 6;
type Version = Outputs["plans"]["list"][number];

/** Versions, newest first, each with what it changed against the one before in sentences. */
export function VersionList({
  versions,
  canEdit,
}: {
  readonly versions: readonly Version[];
  readonly canEdit: boolean;
}) {
  return (
    <ol className="out">
      {versions.map((version, index) => (
        <li key={version.id}>
          <span className="t max-sm:col-span-full flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link className="proof" href={hrefOf(version)}>
              {version.label}
            </Link>
            <StatusPill kind="plan" state={version.status} />
            <span className="muted sm font-normal">
              {say(words.from, { day: dateText(version.effectiveFrom, "long") })}
            </span>
          </span>
          <span className="max-sm:order-last flex items-start gap-2">
            {isDraft(version) ? (
              <ButtonLink size="sm" href={hrefOf(version)}>
                {canEdit ? words.edit : words.open}
              </ButtonLink>
            ) : canEdit ? (
              <NewDraft from={version} />
            ) : null}
          </span>
          <div className="col-span-full muted">
            <Changes version={version} isFirst={index === versions.length - 1} />
          </div>
        </li>
      ))}
    </ol>
  );
}

const isDraft = ({ status }: Version) => status === "draft" || status === "requested";
const hrefOf = ({ id }: Version) => `/admin/plans/${id}/ranks` as Route;

function Changes({ version: { changes }, isFirst }: { readonly version: Version; readonly isFirst: boolean }) {
  if (changes.length === 0) return <p>{isFirst ? words.firstVersion : words.noDifference}</p>;
  return (
    <ul>
      {changes.slice(0, CHANGES_SHOWN).map((change) => (
        <li key={JSON.stringify(change.path)} className="!border-0 !py-0.5 !block">
          {changeText(change)}
        </li>
      ))}
      {changes.length > CHANGES_SHOWN ? (
        <li className="!border-0 !py-0.5">{say(words.moreChanges, { count: changes.length - CHANGES_SHOWN })}</li>
      ) : null}
    </ul>
  );
}
