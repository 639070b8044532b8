"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { ChevronLeft } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { LineProof, lineTitle } from "~/components/explain/line-proof";
import { earnings } from "~/messages/en/earnings";
import { explain } from "~/messages/en/explain";
import { useTRPC } from "~/trpc/client";

/** One line with its proof; on phones it takes the place of the list. */
export function LineDetail({ lineId }: { readonly lineId: string }) {
  const trpc = useTRPC();
  const query = useSearchParams().toString();
  const { data } = useSuspenseQuery(trpc.commissions.explain.queryOptions({ lineId }));
  useEffect(() => {
    // The list keeps its place beside the line; on phones the line is a page of its own and starts at its top.
    if (lineId && window.matchMedia("(max-width: 1023px)").matches) window.scrollTo(0, 0);
  }, [lineId]);
  return (
    <article className="proofs line-open" aria-label={earnings.detail}>
      <Link className="crumb mb-4" href={(query ? `/earnings?${query}` : "/earnings") as Route}>
        <ChevronLeft className="i i14" aria-hidden="true" />
        {explain.back}
      </Link>
      <h1 className="vh lg:hidden">{lineTitle(data.row)}</h1>
      <LineProof explanation={data} />
    </article>
  );
}
