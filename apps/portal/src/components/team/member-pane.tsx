"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { initialsOf } from "~/components/shell/initials";
import { Button } from "~/components/ui/button";
import { Day } from "~/components/ui/instant";
import { RankMark } from "~/components/ui/rank-mark";
import { StatusPill } from "~/components/ui/status-pill";
import { Facts } from "~/components/ui/sums";
import { Volume } from "~/components/ui/volume";
import { team as words } from "~/messages/en/team";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { seatName, stateOf } from "./outline";
import type { InTree, ViewOfTree } from "./view";

export interface MemberPaneProps {
  readonly distributorId: string;
  readonly where: InTree;
  readonly view: ViewOfTree;
  /** The back office sees names instead of "You", and the way to the person's page. */
  readonly isOffice: boolean;
  readonly onClose: () => void;
}

/** What an upline may see of one person; nothing of what the person earns. */
export function MemberPane({ distributorId, where, view, isOffice, onClose }: MemberPaneProps) {
  const trpc = useTRPC();
  const { data: member } = useSuspenseQuery(trpc.team.member.queryOptions({ ...where, distributorId }));
  const { name, number, level, joinedAt, contact, path, periodLabel, gv, slot, customersWithOrder } = member;
  const isPast = view.on !== null;
  const facts = [
    ...(isPast && periodLabel ? [{ id: "period", label: words.figuresOf, value: periodLabel }] : []),
    {
      id: "rank",
      label: words.paidAs,
      value: <RankMark bars={member.rankBars} name={member.rankLabel} isProvisional={!isPast} />,
    },
    { id: "status", label: words.status, value: <StatusPill kind="person" state={stateOf(member)} /> },
    { id: "pv", label: words.personal, value: <Volume hundredths={member.pv} unit="PV" style="prose" /> },
    ...(gv === null
      ? []
      : [
          {
            id: "gv",
            label: words.group,
            value: (
              <b className="strong">
                <Volume hundredths={gv} unit="GV" style="prose" />
              </b>
            ),
          },
        ]),
    ...(customersWithOrder === null
      ? []
      : [{ id: "customers", label: words.customers, value: say(words.customersText, { count: customersWithOrder }) }]),
    { id: "team", label: words.people, value: say(words.peopleText, { count: member.teamCount }) },
    {
      id: "legs",
      label: words.activeLegs,
      value: say(words.legsOf, { active: member.activeLegs, all: member.legCount }),
    },
    ...(slot === null ? [] : [{ id: "seat", label: words.seatLabel, value: seatName(view, slot) }]),
    {
      id: "line",
      label: words.line,
      value: path.map((person, index) => (index === 0 && !isOffice ? words.you : person.name)).join(" › "),
    },
    { id: "level", label: words.level, value: level },
    { id: "joined", label: words.joined, value: <Day at={joinedAt} style="date" /> },
    ...(isPast || (level === 0 && !isOffice)
      ? []
      : [
          {
            id: "contact",
            label: words.contact,
            value: contact ? (
              [contact.email, contact.phone].filter(Boolean).join(" · ")
            ) : (
              <span className="muted">{words.noContact}</span>
            ),
          },
        ]),
  ];
  return (
    <>
      <div className="flex items-center gap-3">
        <span className="av av-40" aria-hidden="true">
          {initialsOf(name)}
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="person-name">
            <bdi>{name}</bdi>
          </h2>
          <span className="sm muted">{number}</span>
        </div>
        <Button variant="quiet" className="btn-icon" aria-label={words.close} onClick={onClose}>
          <X className="i" aria-hidden="true" />
        </Button>
      </div>
      <Facts rows={facts} />
      {isOffice ? (
        <Link className="link sm" href={`/admin/people/${distributorId}` as Route}>
          {words.openPerson}
        </Link>
      ) : null}
    </>
  );
}
