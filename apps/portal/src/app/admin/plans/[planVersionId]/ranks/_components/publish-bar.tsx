"use client";

import { SelectBox } from "~/components/ui/field";
import { dateText, localDate, zoneName } from "~/components/ui/format";
import { Instant } from "~/components/ui/instant";
import { useZones } from "~/components/ui/zones";
import { plans } from "~/messages/en/plans";
import { say } from "~/messages/say";
import { ApproveButton } from "./approve-button";
import { AskButton } from "./ask-button";
import { comingStarts } from "./coming-starts";
import { DiscardButton } from "./discard-button";
import { changedIn, type PreviewResult } from "./preview";
import type { useDraft } from "./use-draft";
import { WithdrawButton } from "./withdraw-button";

const words = plans.publish;
export type Draft = ReturnType<typeof useDraft>;

export interface BarProps {
  readonly draft: Draft;
  readonly viewer: { readonly id: string; readonly role: string };
  readonly today: string;
  /** Of exactly the stored content; null while it is computed. */
  readonly preview: PreviewResult | null;
}

/** From when the version counts, and the way to two people's yes. A published version says when it started. */
export function PublishBar({ draft, viewer, today, preview }: BarProps) {
  const { company } = useZones();
  const { stored, plan } = draft;
  const { status, base, publishedAt } = stored;
  const canPlan = viewer.role === "plan" || viewer.role === "owner";
  const isDraft = status === "draft" || status === "requested";
  const day = dateText(plan.effectiveFrom, "long");
  if (!isDraft) {
    return (
      <section className="actionbar" aria-label={words.bar}>
        <div>
          <div className="med">{say(words.startsAt, { day })}</div>
          {publishedAt ? (
            <div className="sm muted">
              {words.published.split("{at}")[0]}
              <Instant at={publishedAt} style="full" inCompanyZone />
            </div>
          ) : null}
        </div>
        {status === "scheduled" && (canPlan || viewer.role === "finance") ? (
          <div className="right">
            <WithdrawButton stored={stored} />
          </div>
        ) : null}
      </section>
    );
  }
  const version = String(plan.version);
  const where = { day, zone: zoneName(company) };
  return (
    <section className="actionbar" aria-label={words.bar}>
      <div>
        <div className="med">{say(words.draft, { version })}</div>
        <div className="sm muted">
          {base ? say(words.inForce, { ...where, version: String(base.version) }) : say(words.inForceAlone, where)}
        </div>
        <Requested draft={draft} viewerId={viewer.id} />
      </div>
      <div className="right">
        {canPlan ? (
          <>
            <DiscardButton planVersionId={stored.id} />
            <FirstDay draft={draft} today={localDate(today, company)} />
          </>
        ) : null}
        {status === "requested" && stored.requestedBy !== viewer.id && viewer.role !== "auditor" ? (
          <ApproveButton draft={draft} changed={preview ? changedIn(preview) : null} />
        ) : canPlan && status === "draft" ? (
          <AskButton draft={draft} preview={preview} />
        ) : null}
      </div>
    </section>
  );
}

function Requested({ draft: { stored }, viewerId }: { readonly draft: Draft; readonly viewerId: string }) {
  const { status, requestedBy, requestedByName, requestedAt } = stored;
  if (status !== "requested" || !requestedAt) return null;
  const isOwn = requestedBy === viewerId;
  const text = isOwn ? words.requestedOwn : words.requested.replace("{name}", requestedByName ?? "");
  const [before = "", after = ""] = text.split("{at}");
  return (
    <p className="warn text-13" role="status">
      {before}
      <Instant at={requestedAt} />
      {after} <span className="muted">{words.editVoids}</span>
    </p>
  );
}

function FirstDay({ draft: { plan, edit }, today }: { readonly draft: Draft; readonly today: string }) {
  const starts = comingStarts(plan, today);
  const isComing = starts.includes(plan.effectiveFrom);
  return (
    <SelectBox>
      <select
        className="select"
        aria-label={words.date}
        value={plan.effectiveFrom}
        onChange={(event) => {
          const effectiveFrom = event.target.value;
          edit((current) => ({ ...current, effectiveFrom }));
        }}
      >
        {isComing ? null : (
          <option value={plan.effectiveFrom}>
            {say(words.keepDate, { day: dateText(plan.effectiveFrom, "long") })}
          </option>
        )}
        {starts.map((start) => (
          <option key={start} value={start}>
            {dateText(start, "long")}
          </option>
        ))}
      </select>
    </SelectBox>
  );
}
