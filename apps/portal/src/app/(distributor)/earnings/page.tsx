import type { Metadata } from "next";
import { earnings } from "~/messages/en/earnings";
import { EarningsScreen } from "./_components/earnings-screen";
import type { LineSearch } from "./_components/line-search";

export const metadata: Metadata = { title: earnings.title };

/** What the signed-in distributor earned in one period, line by line. */
export default async function EarningsPage({ searchParams }: { searchParams: Promise<LineSearch> }) {
  return <EarningsScreen search={await searchParams} lineId={null} />;
}
