import type { Route } from "next";
import Link from "next/link";
import { parties } from "~/messages/en/parties";
import { say } from "~/messages/say";
import { SectionHead } from "../shell/page-head";
import { moneyText, periodText } from "../ui/format";
import { HaveNeedList } from "../ui/have-need";
import { EmptyState } from "../ui/states";
import { StatusPill } from "../ui/status-pill";
import type { Party, PartyBase, Reward } from "./party-view";

const words = parties.detail;

/** Of each bonus for hosts: what it asks for, what is there, and what becomes of it. */
export function PartyRewards({ party, base }: { readonly party: Party; readonly base: PartyBase }) {
  return (
    <section>
      <SectionHead title={words.rewards} />
      {party.rewards.length === 0 ? <EmptyState>{words.noRewards}</EmptyState> : null}
      <div className="grid gap-5">
        {party.rewards.map((reward) => (
          <PartyReward key={reward.bonusId} party={party} reward={reward} base={base} />
        ))}
      </div>
    </section>
  );
}

function PartyReward({
  party,
  reward,
  base,
}: {
  readonly party: Party;
  readonly reward: Reward;
  readonly base: PartyBase;
}) {
  const { label, settle, sales, needSales, bookings, needBookings, line } = reward;
  const short = (have: bigint, need: bigint) => (need > have ? need - have : 0n);
  return (
    <div className="panel grid gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <b>{label}</b>
        <span className="muted sm">{settle === "credit" ? words.asCredit : words.asCash}</span>
        {line ? <StatusPill kind="money" state={stateOf(line)} isTag /> : null}
      </div>
      <HaveNeedList
        items={[
          {
            id: "sales",
            label: words.salesNeed,
            have: sales,
            need: needSales,
            missing: short(sales, needSales),
            ok: sales >= needSales,
            unit: "sales",
          },
          {
            id: "bookings",
            label: words.bookingsNeed,
            have: bookings,
            need: needBookings,
            missing: Math.max(0, needBookings - bookings),
            ok: bookings >= needBookings,
            unit: "bookings",
          },
        ]}
      />
      <Outcome party={party} reward={reward} base={base} />
    </div>
  );
}

function stateOf({ isEstimate, minor, takenBack, pending }: NonNullable<Reward["line"]>): string {
  if (isEstimate) return "estimated";
  if (minor === takenBack) return "reversed";
  return pending > 0n ? "pending" : "available";
}

function Outcome({
  party: { state, host },
  reward: { line, isMet, worth, periodId },
  base,
}: {
  readonly party: Party;
  readonly reward: Reward;
  readonly base: PartyBase;
}) {
  const period = periodText(periodId, true);
  if (!line) {
    const amount = moneyText(worth.minor, worth.currency);
    if (worth.minor === 0n && state !== "closed") return null;
    const text = state === "closed" && !isMet ? words.tooSmall : isMet ? words.worthMet : words.worthOpen;
    return <p className="sm">{say(text, { amount })}</p>;
  }
  const proof = base === "/admin/parties" && host.kind === "distributor" ? host.id : null;
  return (
    <p className="sm">
      {say(line.isEstimate ? words.estimated : words.credited, { period })}{" "}
      {line.takenBack > 0n ? say(words.takenBack, { amount: moneyText(line.takenBack, worth.currency) }) : null}{" "}
      {proof ? (
        <Link className="proof" href={`/admin/people/${proof}/earnings/${line.id}` as Route}>
          {words.why}
        </Link>
      ) : null}
    </p>
  );
}
