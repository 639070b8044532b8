"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Field } from "~/components/ui/field";
import { personChoice as words } from "~/messages/en/people";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";

const SHOWN = 6;
const PAUSE_MS = 160;

/** A distributor found by name or number: type, then choose one of the few that fit. */
export function PersonChoice({
  id: fieldId = "person-search",
  label,
  error,
  chosenId,
  onChoose,
}: {
  /** Of the search field; two on one page have two. */
  readonly id?: string;
  readonly label: string;
  readonly error?: string | undefined;
  readonly chosenId: string | null;
  readonly onChoose: (id: `dst_${string}`) => void;
}) {
  const trpc = useTRPC();
  const [text, setText] = useState("");
  const [q, setQ] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const { data } = useQuery(trpc.people.find.queryOptions({ q, limit: SHOWN }, { placeholderData: keepPreviousData }));
  return (
    <div>
      <Field
        id={fieldId}
        label={label}
        error={error}
        placeholder={words.search}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <fieldset className="mt-2">
        <legend className="vh">{label}</legend>
        {data?.length === 0 ? <p className="sm muted">{words.noPeople}</p> : null}
        {data?.map(({ id, name, number }) => (
          <label key={id} className="flex min-h-9 items-center gap-2.5 border-b border-hairline text-14">
            <input
              type="radio"
              name={`${fieldId}-choice`}
              value={id}
              checked={chosenId === id}
              onChange={() => onChoose(id)}
            />
            <bdi className="min-w-0 truncate">{name}</bdi>
            <span className="mono xs muted ms-auto">{number}</span>
          </label>
        ))}
      </fieldset>
      <p className="vh" role="status">
        {chosenId ? say(words.chosen, { name: data?.find(({ id }) => id === chosenId)?.name ?? "" }) : ""}
      </p>
    </div>
  );
}
