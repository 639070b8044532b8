"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
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
import { stateOf } from "./outline";
import { useRankBars } from "./use-rank-bars";

/** What an upline may see of one person; nothing of what the person earns. */
export function MemberPane({
  distributorId,
  onClose,
}: {
  readonly distributorId: string;
  readonly onClose: () => void;
}) {
  const trpc = useTRPC();
  const barsOf = useRankBars();
  const { data: member } = useSuspenseQuery(trpc.team.member.queryOptions({ distributorId }));
  const { name, number, level, joinedAt, contact, path } = member;
  const facts = [
    {
      id: "rank",
      label: words.paidAs,
      value: <RankMark bars={barsOf(member.rankId)} name={member.rankLabel} isProvisional />,
    },
    { id: "status", label: words.status, value: <StatusPill kind="person" state={stateOf(member)} /> },
    { id: "pv", label: words.personal, value: <Volume hundredths={member.pv} unit="PV" style="prose" /> },
    {
      id: "gv",
      label: words.group,
      value: (
        <b className="strong">
          <Volume hundredths={member.gv} unit="GV" style="prose" />
        </b>
      ),
    },
    { id: "customers", label: words.customers, value: say(words.customersText, { count: member.customersWithOrder }) },
    { id: "team", label: words.people, value: say(words.peopleText, { count: member.teamCount }) },
    {
      id: "legs",
      label: words.activeLegs,
      value: say(words.legsOf, { active: member.activeLegs, all: member.legCount }),
    },
    {
      id: "line",
      label: words.line,
      value: path.map((person, index) => (index === 0 ? words.you : person.name)).join(" › "),
    },
    { id: "level", label: words.level, value: level },
    { id: "joined", label: words.joined, value: <Day at={joinedAt} style="date" /> },
    ...(level === 0
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
    </>
  );
}
