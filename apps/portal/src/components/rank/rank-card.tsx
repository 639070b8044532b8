"use client";

import Link from "next/link";
import { rank as words } from "~/messages/en/rank";
import { say } from "~/messages/say";
import { RankMark } from "../ui/rank-mark";
import type { RankProgress } from "../views";
import { Needs } from "./needs";

/** Paid-as rank, the next one, and what is missing for it. */
export function RankCard({ progress, now }: { readonly progress: RankProgress; readonly now: string }) {
  const { ladder, paidAs, next, keep, countedUntil } = progress;
  const mine = ladder.find(({ id }) => id === paidAs);
  const aim = next ?? keep;
  const daysLeft = Math.max(0, Math.ceil((Date.parse(countedUntil) - Date.parse(now)) / 86_400_000));
  const isAllMet = aim?.requirements.every(({ ok }) => ok) ?? true;
  return (
    <section className="panel o3" aria-label={words.card}>
      <div className="mb-4 flex justify-between">
        <div>
          <div className="label">{words.paidAs}</div>
          <div className="strong mt-0.5">
            <RankMark bars={mine?.bars ?? 0} of={ladder.length} name={mine?.label ?? paidAs} isProvisional />
          </div>
        </div>
        <div className="end">
          <div className="label">
            {next ? say(words.toward, { name: next.label }) : words.keep.replace("{name}", keep?.label ?? "")}
          </div>
          <div className="sm mt-0.5 leading-6">{say(words.daysLeft, { count: daysLeft })}</div>
        </div>
      </div>
      {aim && aim.requirements.length > 0 ? (
        <Needs requirements={aim.requirements} />
      ) : (
        <p className="sm muted">{words.noNeeds}</p>
      )}
      {next && isAllMet ? <p className="sm muted mt-3">{words.met}</p> : null}
      <p className="mt-4">
        <Link className="link sm" href="/rank">
          {words.details}
        </Link>
      </p>
    </section>
  );
}
