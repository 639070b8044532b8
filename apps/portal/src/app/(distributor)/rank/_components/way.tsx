"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { periodName } from "~/components/ui/format";
import { Say } from "~/components/ui/say";
import { Volume } from "~/components/ui/volume";
import type { RankProgress } from "~/components/views";
import { rank as words } from "~/messages/en/rank";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../../integrations/_components/outputs";
import { Earned } from "./earned";

type Step = NonNullable<Outputs["ranks"]["coach"]>["steps"][number];

/** The least that brings the next rank, step by step, and what it would bring; absent where sales alone do not. */
export function Way({ period }: { readonly period: RankProgress["period"] }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.ranks.coach.queryOptions({}));
  if (!data) return null;
  const { steps, label, before, after } = data;
  return (
    <div className="way">
      <h3>{words.way}</h3>
      <ol>
        {steps.map((step) => (
          <li key={`${step.person?.id ?? "new"} ${step.under?.id ?? ""} ${step.points}`}>
            <StepText step={step} />
          </li>
        ))}
      </ol>
      <p>
        <Say
          of={words.wayResult}
          with={{
            rank: <b key="rank">{label}</b>,
            period: periodName(period),
            before: <Earned key="before" of={before.earned} />,
            after: <Earned key="after" of={after.earned} />,
          }}
        />
      </p>
      <p className="xs muted">{words.wayNote}</p>
    </div>
  );
}

function StepText({ step: { person, isSelf, under, points, customers } }: { readonly step: Step }) {
  const amount = <Volume key="points" hundredths={points} unit="PV" style="prose" />;
  if (isSelf && customers > 0) return <Say of={words.waySelfCustomers} with={{ points: amount, count: customers }} />;
  if (isSelf) return <Say of={words.waySelf} with={{ points: amount }} />;
  const name = <bdi key="name">{(person ?? under)?.name ?? ""}</bdi>;
  return <Say of={person ? words.wayPerson : words.wayNew} with={{ name, points: amount }} />;
}
