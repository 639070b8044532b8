"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { SectionHead } from "~/components/shell/page-head";
import { Id } from "~/components/ui/id";
import { Facts } from "~/components/ui/sums";
import { admin } from "~/messages/en/admin";
import { order as orderWords } from "~/messages/en/order";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";

const words = admin.person;

/** How to reach the person, what hangs on him, and the way up. */
export function PersonFacts({ distributorId }: { readonly distributorId: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.people.get.queryOptions({ distributorId }));
  const { person, counts, userEmail, upline } = data;
  return (
    <aside className="grid gap-7 min-w-0">
      <section>
        <SectionHead title={words.contact} />
        <Facts
          rows={[
            { id: "email", label: words.email, value: <bdi>{person.email}</bdi> },
            { id: "phone", label: words.phone, value: person.phone ?? admin.none },
            { id: "country", label: words.country, value: person.country ?? admin.none },
            { id: "code", label: words.link, value: <span className="mono">{person.code}</span> },
            { id: "signIn", label: words.signIn, value: userEmail ? <bdi>{userEmail}</bdi> : words.noSignIn },
            { id: "id", label: orderWords.id, value: <Id id={person.id} /> },
          ]}
        />
        <ul className="waiting mt-4">
          <li>
            <Link className="row-link" href={`/admin/orders?distributorId=${person.id}` as Route}>
              {say(words.orders, { count: counts.orders })}
            </Link>
          </li>
          <li>{say(words.customers, { count: counts.customers })}</li>
          <li>{say(words.people, { count: counts.downline })}</li>
        </ul>
      </section>
      {upline.length > 0 ? (
        <section>
          <SectionHead title={words.upline} />
          <ol className="waiting">
            {upline.map((above) => (
              <li key={above.id}>
                <Link className="row-link" href={`/admin/people/${above.id}` as Route}>
                  <bdi>{above.name}</bdi>
                </Link>
                <span className="muted sm ms-auto">{above.number}</span>
              </li>
            ))}
          </ol>
        </section>
      ) : null}
    </aside>
  );
}
