"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { SectionHead } from "~/components/shell/page-head";
import { Button } from "~/components/ui/button";
import { ErrorView } from "~/components/ui/error-view";
import { Choose, Field } from "~/components/ui/field";
import { Say } from "~/components/ui/say";
import type { RankProgress } from "~/components/views";
import { rank as words } from "~/messages/en/rank";
import { useTRPC } from "~/trpc/client";
import { Earned } from "./earned";

const ME = "me";
const NEW = "new";
const POINTS = /^\d{1,7}(\.\d{1,2})?$/;

interface Asked {
  readonly who: string;
  readonly points: string;
}

const changeOf = ({ who, points }: Asked) =>
  who === NEW ? ({ kind: "join", points } as const) : ({ kind: "sale", by: who === ME ? null : who, points } as const);

/** "If so much was sold by …": rank and earnings in a fork of the open period. */
export function WhatIf({ legs }: { readonly legs: RankProgress["legs"] }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isInvalid, setInvalid] = useState(false);
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const points = String(form.get("points") ?? "").trim();
    const isFine = POINTS.test(points) && Number(points) > 0;
    setInvalid(!isFine);
    if (isFine) setAsked({ who: String(form.get("who") ?? ME), points });
  };
  const people = [
    { value: ME, label: words.whatIfMe },
    ...legs.map(({ person }) => ({ value: person.id as string, label: person.name })),
    { value: NEW, label: words.whatIfNew },
  ];
  return (
    <section className="o4">
      <SectionHead title={words.whatIf} />
      <p className="sm muted">{words.whatIfLead}</p>
      <form className="what-if" noValidate onSubmit={ask}>
        <Field
          id="points"
          label={words.whatIfPoints}
          inputMode="decimal"
          autoComplete="off"
          defaultValue="100"
          className="num"
          error={isInvalid ? words.whatIfInvalid : null}
        />
        <Choose id="who" label={words.whatIfWho} options={people} />
        <Button type="submit">{words.whatIfAsk}</Button>
      </form>
      <div aria-live="polite">{asked ? <Answer asked={asked} /> : null}</div>
    </section>
  );
}

function Answer({ asked }: { readonly asked: Asked }) {
  const trpc = useTRPC();
  const { data, error } = useQuery({
    ...trpc.ranks.whatIf.queryOptions({ changes: [changeOf(asked)] }),
    placeholderData: keepPreviousData,
  });
  if (error) return <ErrorView error={error} />;
  if (!data) return null;
  const { before, after } = data;
  return (
    <p className="what-if-answer">
      <Say
        of={before.rankId === after.rankId ? words.whatIfSame : words.whatIfRank}
        with={{
          rank: <b key="rank">{after.label}</b>,
          before: <Earned key="before" of={before.earned} />,
          after: <Earned key="after" of={after.earned} />,
        }}
      />
    </p>
  );
}
