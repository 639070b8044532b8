"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { PageHead } from "~/components/shell/page-head";
import { Copy } from "~/components/ui/copy";
import { StatusPill } from "~/components/ui/status-pill";
import { admin } from "~/messages/en/admin";
import { useTRPC } from "~/trpc/client";
import { FullDay } from "../../../_components/full-day";

const words = admin.person;

/** Name, number, status, sponsor. */
export function PersonHead({ distributorId }: { readonly distributorId: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.people.get.queryOptions({ distributorId }));
  const { person, sponsor } = data;
  return (
    <PageHead
      title={<bdi>{person.name}</bdi>}
      back={{ href: "/admin/people", label: admin.people.title }}
      sub={
        <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="id">
            {person.number}
            <Copy value={person.number} what={person.number} />
          </span>
          <StatusPill kind="person" state={person.status} />
          <span>
            {sponsor ? (
              <>
                {words.sponsored}{" "}
                <Link className="proof" href={`/admin/people/${sponsor.id}` as Route}>
                  <bdi>{sponsor.name}</bdi>
                </Link>
              </>
            ) : (
              words.top
            )}
          </span>
          <span>
            {words.joined} <FullDay at={person.joinedAt} />
          </span>
        </span>
      }
    />
  );
}
