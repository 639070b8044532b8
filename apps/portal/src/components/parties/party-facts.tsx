import type { Route } from "next";
import Link from "next/link";
import { parties } from "~/messages/en/parties";
import { SectionHead } from "../shell/page-head";
import { Day, Instant } from "../ui/instant";
import { Facts } from "../ui/sums";
import type { Party, PartyBase } from "./party-view";

const words = parties.detail;
type Linked = Party["booked"][number];

/** Who and when. */
export function PartyFacts({ party, base }: { readonly party: Party; readonly base: PartyBase }) {
  const { host, consultant, opensAt, closesAt, closedAt, bookedAt } = party;
  const isAdmin = base === "/admin/parties";
  const person = (id: string, name: string) =>
    isAdmin ? (
      <Link className="proof" href={`/admin/people/${id}` as Route}>
        <bdi>{name}</bdi>
      </Link>
    ) : (
      <bdi>{name}</bdi>
    );
  const rows = [
    {
      id: "host",
      label: parties.host,
      value: (
        <>
          {host.kind === "distributor" ? person(host.id, host.name) : <bdi>{host.name}</bdi>}{" "}
          <span className="muted">{parties.form[host.kind]}</span>
        </>
      ),
    },
    consultant ? { id: "consultant", label: parties.consultant, value: person(consultant.id, consultant.name) } : null,
    { id: "opens", label: words.opens, value: <Day at={opensAt} style="date" /> },
    { id: "closes", label: words.closes, value: <Instant at={closesAt} inCompanyZone /> },
    closedAt ? { id: "closed", label: words.closedAt, value: <Instant at={closedAt} inCompanyZone /> } : null,
    bookedAt ? { id: "bookedAt", label: words.bookedAt, value: <PartyLink party={bookedAt} base={base} /> } : null,
  ];
  return (
    <section>
      <SectionHead title={words.facts} />
      <Facts rows={rows.filter((row) => row !== null)} />
    </section>
  );
}

/** The parties that were booked at this one. */
export function PartyBookings({ party: { booked }, base }: { readonly party: Party; readonly base: PartyBase }) {
  return (
    <section>
      <SectionHead title={words.booked} />
      {booked.length === 0 ? <p className="sm muted">{words.noBooked}</p> : null}
      <ul className="grid gap-2 text-14">
        {booked.map((one) => (
          <li key={one.number} className="flex gap-3">
            <PartyLink party={one} base={base} />
            <span className="muted ms-auto nowrap">
              <Day at={one.opensAt} style="date" />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function PartyLink({ party: { id, number, hostName }, base }: { readonly party: Linked; readonly base: PartyBase }) {
  if (!id) {
    return (
      <span>
        {number}, <span className="muted">{words.ofOther}</span>
      </span>
    );
  }
  return (
    <Link className="proof" href={`${base}/${id}` as Route}>
      {number} <bdi>{hostName}</bdi>
    </Link>
  );
}
