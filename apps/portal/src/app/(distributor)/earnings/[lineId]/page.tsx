import type { Metadata } from "next";
import { earnings } from "~/messages/en/earnings";
import { EarningsScreen } from "../_components/earnings-screen";
import type { LineSearch } from "../_components/line-search";

export const metadata: Metadata = { title: earnings.earningLine };

/** Why this cent: one line with its proof, beside the list on wide screens. */
export default async function EarningPage({
  params,
  searchParams,
}: {
  params: Promise<{ lineId: string }>;
  searchParams: Promise<LineSearch>;
}) {
  const { lineId } = await params;
  return <EarningsScreen search={await searchParams} lineId={decodeURIComponent(lineId)} />;
}
