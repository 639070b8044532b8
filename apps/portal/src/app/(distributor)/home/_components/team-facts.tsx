"use client";

import { ChartNoAxesColumnIncreasing, type LucideIcon, Moon, UserPlus } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { SectionHead } from "~/components/shell/page-head";
import { Day } from "~/components/ui/instant";
import { Say } from "~/components/ui/say";
import { Volume } from "~/components/ui/volume";
import type { PersonRef } from "~/components/views";
import { home } from "~/messages/en/home";
import { say } from "~/messages/say";

export interface Facts {
  readonly joined: readonly { readonly person: PersonRef; readonly at: string }[];
  readonly almostActive: readonly { readonly person: PersonRef; readonly missingPv: bigint }[];
  readonly quiet: readonly { readonly person: PersonRef; readonly lastOrderAt: string }[];
  readonly size: number;
  readonly active: number;
}

/** Who joined, who is a little short of active, who went quiet; at most two of each. */
export function TeamFacts({ facts: { joined, almostActive, quiet, size, active } }: { readonly facts: Facts }) {
  return (
    <section className="o6" aria-label={home.team}>
      <SectionHead title={home.team}>
        <Link className="link" href="/team">
          {say(home.teamActive, { active, size })}
        </Link>
      </SectionHead>
      {size === 0 ? <p className="sm muted">{home.teamEmpty}</p> : null}
      <ul className="facts">
        {joined.slice(0, 2).map(({ person, at }) => (
          <Fact key={person.id} icon={UserPlus} note={<Day at={at} style="weekday" />}>
            <Say of={home.joined} with={{ name: <Person key="name" {...person} /> }} />
          </Fact>
        ))}
        {almostActive.slice(0, 2).map(({ person, missingPv }) => (
          <Fact key={person.id} icon={ChartNoAxesColumnIncreasing}>
            <Say
              of={home.almost}
              with={{
                name: <Person key="name" {...person} />,
                missing: <Volume key="missing" hundredths={missingPv} unit="PV" style="prose" />,
              }}
            />
          </Fact>
        ))}
        {quiet.slice(0, 2).map(({ person, lastOrderAt }) => (
          <Fact key={person.id} icon={Moon} note={<Day at={lastOrderAt} />}>
            <Say of={home.quiet} with={{ name: <Person key="name" {...person} /> }} />
          </Fact>
        ))}
      </ul>
    </section>
  );
}

const Person = ({ id, name }: PersonRef) => (
  <Link className="proof" href={`/team?person=${id}` as Route}>
    <bdi>{name}</bdi>
  </Link>
);

function Fact({
  icon: Icon,
  note,
  children,
}: {
  readonly icon: LucideIcon;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <li>
      <Icon className="i" aria-hidden="true" />
      <div>
        {children}
        {note ? <div className="xs">{note}</div> : null}
      </div>
    </li>
  );
}
