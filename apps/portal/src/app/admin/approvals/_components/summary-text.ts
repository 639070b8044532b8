import { dateText, moneyText } from "~/components/ui/format";
import { approvals as words } from "~/messages/en/approvals";
import { moves } from "~/messages/en/moves";
import { say } from "~/messages/say";
import type { Outputs } from "../../_components/outputs";
import { sponsorName } from "../../moves/_components/sponsor-name";

export type Waiting = Outputs["approvals"]["list"]["open"][number];
export type Decided = Outputs["approvals"]["list"]["decided"][number];
export type Summary = Waiting["summary"];

/** What was asked for, in one line. */
export function summaryText(summary: Summary): string {
  switch (summary.kind) {
    case "adjust": {
      const { minor, currency, against, person } = summary;
      const values = { amount: moneyText(minor, currency), name: person?.name ?? "" };
      return say(against === "owed" ? words.adjustOwed : words.adjustAvailable, values);
    }
    case "move": {
      const change = say(moves.fromTo, { from: sponsorName(summary.from), to: sponsorName(summary.to) });
      return say(words.move, { name: summary.person?.name ?? "", change });
    }
    case "payout_batch": {
      const { count, cycle, totalMinor, currency } = summary;
      return say(words.batch, { count, cycle: dateText(cycle, "long"), amount: moneyText(totalMinor, currency) });
    }
    case "commission_run": {
      const { period, lines, totalMinor, currency } = summary;
      return say(words.run, { period, count: lines, amount: moneyText(totalMinor, currency) });
    }
    case "plan":
      return say(words.plan, { label: summary.label, day: dateText(summary.effectiveFrom, "long") });
  }
}

/** Where it is looked at, and, but for an adjustment, decided. */
export function hrefOf({ summary, subjectId }: Pick<Waiting, "summary" | "subjectId">): string {
  switch (summary.kind) {
    case "adjust":
      return `/admin/people/${subjectId}`;
    case "move":
      return "/admin/moves";
    case "payout_batch":
      return `/admin/payouts/${subjectId}`;
    case "commission_run":
      return `/admin/runs/${subjectId}`;
    case "plan":
      return `/admin/plans/${subjectId}/ranks`;
  }
}
