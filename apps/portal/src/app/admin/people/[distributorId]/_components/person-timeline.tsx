"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import {
  ChartNoAxesColumnIncreasing,
  Hand,
  type LucideIcon,
  Mail,
  ReceiptText,
  ShieldCheck,
  ShoppingCart,
  Undo2,
  UserPlus,
} from "lucide-react";
import type { Route } from "next";
import { ChipChoice } from "~/components/ui/filter-bar";
import { periodText } from "~/components/ui/format";
import { Money } from "~/components/ui/money";
import { More } from "~/components/ui/more";
import { Sentence } from "~/components/ui/sentence";
import { EmptyState } from "~/components/ui/states";
import { Timeline } from "~/components/ui/timeline";
import { useUrlState } from "~/components/ui/use-url-state";
import { useZones } from "~/components/ui/zones";
import { admin } from "~/messages/en/admin";
import { useTRPC } from "~/trpc/client";
import { byCursor } from "~/trpc/paging";
import { actionText } from "../../../_components/action-text";
import type { Outputs } from "../../../_components/outputs";
import { PersonFacts } from "./person-facts";
import { KINDS, timelineInput } from "./timeline-kinds";

const words = admin.person;
type Entry = Outputs["people"]["timeline"]["rows"][number];

const ICONS: Readonly<Record<Entry["kind"], LucideIcon>> = {
  joined: UserPlus,
  order: ShoppingCart,
  line: ReceiptText,
  reversal: Undo2,
  rank: ChartNoAxesColumnIncreasing,
  mail: Mail,
  status: ShieldCheck,
  audit: Hand,
};

/** Everything about one person in one order, newest first, beside the facts that do not happen. */
export function PersonTimeline({ distributorId }: { readonly distributorId: string }) {
  const trpc = useTRPC();
  const { get } = useUrlState();
  const { reader } = useZones();
  const kind = get("kind");
  const list = useSuspenseInfiniteQuery(
    trpc.people.timeline.infiniteQueryOptions(timelineInput(distributorId, kind), byCursor),
  );
  const rows = list.data.pages.flatMap((page) => page.rows);
  return (
    <div className="review">
      <div className="min-w-0">
        <ChipChoice
          name="kind"
          label={words.kinds}
          choices={[{ value: "", label: admin.all }, ...KINDS.map((value) => ({ value, label: words.kind[value] }))]}
        />
        {rows.length === 0 ? (
          <EmptyState>{kind ? words.quietKind : words.quiet}</EmptyState>
        ) : (
          <>
            <Timeline zone={reader} entries={rows.map((row) => entryOf(row, distributorId))} />
            <More
              shown={rows.length}
              hasMore={list.hasNextPage}
              isLoading={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
            />
          </>
        )}
      </div>
      <PersonFacts distributorId={distributorId} />
    </div>
  );
}

function entryOf({ id, at, kind, title, amount, href }: Entry, distributorId: string) {
  const isLine = kind === "line" || kind === "reversal";
  const to = isLine ? `/admin/people/${distributorId}/earnings/${id}` : href;
  return {
    id,
    at,
    icon: ICONS[kind],
    title: <Sentence parts={{ key: keyOf(title), values: worded(title.values) }} isPlain />,
    end: amount ? <Money {...amount} isSigned={isLine} tone={isLine ? "sign" : "ink"} /> : null,
    ...(to ? { href: to as Route } : {}),
  };
}

/** A bonus that is paid to the seller himself has no level to speak of. */
const keyOf = ({ key, values }: Entry["title"]) => (values.level === "0" ? `${key}.own` : key);

/** Codes among the values become words before the sentence takes them. */
function worded(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { period, action } = values;
  return {
    ...values,
    ...(period ? { period: periodText(period, true) } : {}),
    ...(action ? { action: actionText(action) } : {}),
  };
}
