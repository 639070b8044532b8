"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { ChevronLeft } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { LineProof } from "~/components/explain/line-proof";
import { admin } from "~/messages/en/admin";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";

/** The proof of one line, under the head of the person who earned it. */
export function PersonLine({ lineId }: { readonly lineId: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.commissions.explain.queryOptions({ lineId }));
  const { earner } = data;
  return (
    <article className="proofs max-w-3xl !p-0">
      <Link className="crumb mb-3" href={`/admin/people/${earner.id}/earnings` as Route}>
        <ChevronLeft className="i i14" aria-hidden="true" />
        {say(admin.person.backToEarnings, { name: earner.name })}
      </Link>
      <LineProof explanation={data} isAdmin />
    </article>
  );
}
