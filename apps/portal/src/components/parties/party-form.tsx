"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState } from "react";
import { parties } from "~/messages/en/parties";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { Button } from "../ui/button";
import { ErrorView, refusalOf } from "../ui/error-view";
import { Choose, Field, FormErrors } from "../ui/field";
import { useToast } from "../ui/toast";
import { HostChoice, type HostFound } from "./host-choice";

const words = parties.form;
export const CONSULTANT = "person-search";
const HOST = "host-search";
type FieldId = typeof CONSULTANT | typeof HOST | "hostName" | "email" | "opensOn" | "lastDay" | "bookedAt";
type Problems = Partial<Record<FieldId, string>>;

/** Where the server's refusal belongs. */
const FIELD_OF: Readonly<Record<string, FieldId>> = {
  party_day_invalid: "opensOn",
  party_host_invalid: HOST,
  party_closed: "bookedAt",
};

export interface PartyFormProps {
  /** Company day. */
  readonly today: string;
  /** The party at which this one is booked, when it was opened from there. */
  readonly bookedAt: string | null;
  /** In the back office: who sells, and where that is chosen. */
  readonly office?: {
    readonly consultantId: `dst_${string}` | null;
    readonly choice: (error: string | undefined) => ReactNode;
  };
}

/** Host, days, and the party it was booked at; what is wrong stands at its field and on top. */
export function PartyForm({ today, bookedAt, office }: PartyFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const [isNew, setIsNew] = useState(false);
  const [chosen, setChosen] = useState<HostFound | null>(null);
  const [day, setDay] = useState(today);
  const [problems, setProblems] = useState<Problems>({});
  const showProblems = (found: Problems) => {
    setProblems(found);
    const [first] = Object.keys(found);
    if (first) document.getElementById(first)?.focus();
  };
  const base = office ? "/admin/parties" : "/parties";
  const done = {
    onSuccess: async ({ id, number }: { readonly id: string; readonly number: string }) => {
      toast({ text: say(words.done, { number }) });
      await queries.invalidateQueries(trpc.parties.pathFilter());
      router.push(`${base}/${id}` as Route);
    },
    onError: (error: unknown) => {
      const { code, message } = refusalOf(error);
      const field = FIELD_OF[code ?? ""];
      if (field && message) showProblems({ [field]: message });
    },
  };
  const byOffice = useMutation(trpc.parties.open.mutationOptions(done));
  const byConsultant = useMutation(trpc.parties.openOwn.mutationOptions(done));
  const sent = office ? byOffice : byConsultant;
  const consultantId = office?.consultantId ?? null;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (field: FieldId) => String(form.get(field) ?? "").trim();
    const [opensOn, lastDay] = [text("opensOn"), text("lastDay")];
    const [name, email] = [text("hostName"), text("email")];
    const found: Problems = {
      ...(office && !consultantId ? { [CONSULTANT]: words.needsConsultant } : {}),
      ...(isNew || chosen ? {} : { [HOST]: words.needsHost }),
      ...(isNew && !name ? { hostName: words.needs } : {}),
      ...(isNew && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? { email: words.badEmail } : {}),
      ...(opensOn ? {} : { opensOn: words.needs }),
      ...(lastDay && lastDay >= opensOn ? {} : { lastDay: lastDay ? words.badDays : words.needs }),
    };
    showProblems(found);
    if (Object.keys(found).length > 0) return;
    const host = isNew
      ? ({ kind: "new", name, email } as const)
      : ({ kind: chosen?.kind, id: chosen?.id } as Parameters<typeof byConsultant.mutate>[0]["host"]);
    const party = { host, opensOn, lastDay, bookedAt: (text("bookedAt") || null) as `pty_${string}` | null };
    if (!office) byConsultant.mutate(party);
    else if (consultantId) byOffice.mutate({ ...party, distributorId: consultantId });
  };
  const isAtField = sent.error !== null && FIELD_OF[refusalOf(sent.error).code ?? ""] !== undefined;
  const mayChoose = !office || consultantId !== null;
  return (
    <form className="form max-w-xl" noValidate onSubmit={submit}>
      <FormErrors errors={Object.entries(problems).map(([id, text]) => ({ id, text }))} />
      {office?.choice(problems[CONSULTANT])}
      <fieldset>
        <legend className="med sm mb-1">{words.host}</legend>
        {[false, true].map((value) => (
          <label key={String(value)} className="flex min-h-9 items-center gap-2.5 text-14">
            <input type="radio" name="host-kind" checked={isNew === value} onChange={() => setIsNew(value)} />
            {value ? words.hostNew : words.hostKnown}
          </label>
        ))}
      </fieldset>
      {isNew ? (
        <>
          <Field id="hostName" label={words.name} autoComplete="off" maxLength={120} error={problems.hostName} />
          <Field
            id="email"
            type="email"
            label={words.email}
            hint={words.emailHint}
            autoComplete="off"
            error={problems.email}
          />
        </>
      ) : mayChoose ? (
        <HostChoice
          key={consultantId ?? "own"}
          id={HOST}
          distributorId={consultantId}
          error={problems[HOST]}
          chosen={chosen}
          onChoose={setChosen}
        />
      ) : (
        <p className="sm muted">{words.chooseConsultant}</p>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          id="opensOn"
          type="date"
          label={words.opensOn}
          min={today}
          value={day}
          onChange={(event) => setDay(event.target.value)}
          error={problems.opensOn}
        />
        <Field
          id="lastDay"
          type="date"
          label={words.lastDay}
          hint={words.lastDayHint}
          min={day}
          error={problems.lastDay}
        />
      </div>
      {mayChoose ? <BookedAt distributorId={consultantId} chosen={bookedAt} error={problems.bookedAt} /> : null}
      {sent.error && !isAtField ? <ErrorView error={sent.error} /> : null}
      <div>
        <Button type="submit" variant="primary" isBusy={sent.isPending}>
          {words.submit}
        </Button>
      </div>
    </form>
  );
}

/** One of the consultant's parties that still take bookings. */
function BookedAt({
  distributorId,
  chosen,
  error,
}: {
  readonly distributorId: string | null;
  readonly chosen: string | null;
  readonly error: string | undefined;
}) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.parties.list.queryOptions({ limit: 100, state: "open", ...(distributorId ? { distributorId } : {}) }),
  );
  if (!data) return null;
  const options = data.rows.map(({ id, number, host }) => ({ value: id, label: `${number} ${host.name}` }));
  const isKnown = options.some(({ value }) => value === chosen);
  return (
    <Choose
      id="bookedAt"
      label={words.bookedAt}
      hint={words.bookedHint}
      error={error}
      defaultValue={isKnown && chosen ? chosen : ""}
      options={[{ value: "", label: words.bookedNowhere }, ...options]}
    />
  );
}
