"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { parties } from "~/messages/en/parties";
import { useTRPC } from "~/trpc/client";
import { Field } from "../ui/field";

const words = parties.form;
const PAUSE_MS = 160;

/** Somebody who may host a party. */
export interface HostFound {
  readonly kind: "customer" | "distributor";
  readonly id: string;
  readonly name: string;
}

/** A host found by name among the consultant's customers and frontline: type, then choose one of the few that fit. */
export function HostChoice({
  id: fieldId,
  distributorId,
  error,
  chosen,
  onChoose,
}: {
  readonly id: string;
  /** The consultant, where the back office enters the party. */
  readonly distributorId: string | null;
  readonly error: string | undefined;
  readonly chosen: HostFound | null;
  readonly onChoose: (host: HostFound) => void;
}) {
  const trpc = useTRPC();
  const [text, setText] = useState("");
  const [q, setQ] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const asked = { q, ...(distributorId ? { distributorId } : {}) };
  const { data } = useQuery(trpc.parties.hosts.queryOptions(asked, { placeholderData: keepPreviousData }));
  return (
    <div>
      <Field
        id={fieldId}
        label={words.hostSearch}
        error={error}
        autoComplete="off"
        maxLength={100}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <fieldset className="mt-2">
        <legend className="vh">{words.hostFound}</legend>
        {data?.length === 0 ? <p className="sm muted">{words.noHosts}</p> : null}
        {data?.map((host) => (
          <label key={host.id} className="flex min-h-9 items-center gap-2.5 border-b border-hairline text-14">
            <input
              type="radio"
              name={`${fieldId}-choice`}
              value={host.id}
              checked={chosen?.id === host.id}
              onChange={() => onChoose(host)}
            />
            <bdi className="min-w-0 truncate">{host.name}</bdi>
            <span className="xs muted ms-auto">{words[host.kind]}</span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}
