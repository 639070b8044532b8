"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "~/components/ui/button";
import { ErrorView, refusalOf } from "~/components/ui/error-view";
import { Field, FormErrors } from "~/components/ui/field";
import { useToast } from "~/components/ui/toast";
import { enrolment as words } from "~/messages/en/people";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { PersonChoice } from "../../../_components/person-choice";

const SPONSOR = "person-search";
type FieldId = "name" | "email" | typeof SPONSOR | "joinedOn" | "country";
type Problems = Partial<Record<FieldId, string>>;

/** Where the server's refusal belongs. */
const FIELD_OF: Readonly<Record<string, FieldId>> = {
  email_taken: "email",
  sponsor_unknown: SPONSOR,
  joining_day_invalid: "joinedOn",
};

/** Name, e-mail, sponsor, day and country; what is wrong stands at its field and on top. */
export function EnrolForm({ isFirst, today }: { readonly isFirst: boolean; readonly today: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const [name, setName] = useState("");
  const [sponsorId, setSponsorId] = useState<`dst_${string}` | null>(null);
  const [problems, setProblems] = useState<Problems>({});
  const enrol = useMutation(
    trpc.people.enrol.mutationOptions({
      onSuccess: async ({ distributorId }, person) => {
        toast({ text: say(words.done, { name: person.name }) });
        await queries.invalidateQueries(trpc.people.pathFilter());
        router.push(`/admin/people/${distributorId}` as Route);
      },
      onError: (error) => {
        const { code, message } = refusalOf(error);
        const field = FIELD_OF[code ?? ""];
        if (field && message) showProblems({ [field]: message });
      },
    }),
  );
  const showProblems = (found: Problems) => {
    setProblems(found);
    const [first] = Object.keys(found);
    if (first) document.getElementById(first)?.focus();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (field: FieldId) => String(form.get(field) ?? "").trim();
    const country = text("country").toUpperCase();
    const person = { name: text("name"), email: text("email"), joinedOn: text("joinedOn"), country: country || null };
    const found: Problems = {
      ...(person.name ? {} : { name: words.needs }),
      ...(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(person.email) ? {} : { email: words.badEmail }),
      ...(isFirst || sponsorId ? {} : { [SPONSOR]: words.needsSponsor }),
      ...(person.joinedOn ? {} : { joinedOn: words.needs }),
      ...(country === "" || /^[A-Z]{2}$/.test(country) ? {} : { country: words.badCountry }),
    };
    showProblems(found);
    if (Object.keys(found).length === 0) enrol.mutate({ ...person, sponsorId: isFirst ? null : sponsorId });
  };
  const isAtField = enrol.error !== null && FIELD_OF[refusalOf(enrol.error).code ?? ""] !== undefined;
  return (
    <form className="form max-w-xl" noValidate onSubmit={submit}>
      <FormErrors errors={Object.entries(problems).map(([id, text]) => ({ id, text }))} />
      <Field
        id="name"
        label={words.name}
        autoComplete="off"
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={problems.name}
      />
      <Field id="email" type="email" label={words.email} autoComplete="off" error={problems.email} />
      {isFirst ? (
        <p className="sm muted">{words.first}</p>
      ) : (
        <PersonChoice label={words.sponsor} error={problems[SPONSOR]} chosenId={sponsorId} onChoose={setSponsorId} />
      )}
      <Field
        id="joinedOn"
        type="date"
        label={words.joined}
        hint={words.joinedHint}
        defaultValue={today}
        max={today}
        error={problems.joinedOn}
      />
      <Field
        id="country"
        label={words.country}
        hint={words.countryHint}
        autoComplete="off"
        maxLength={2}
        error={problems.country}
      />
      {enrol.error && !isAtField ? <ErrorView error={enrol.error} /> : null}
      <div>
        <Button type="submit" variant="primary" isBusy={enrol.isPending}>
          {name.trim() ? say(words.submitName, { name: name.trim() }) : words.submit}
        </Button>
      </div>
    </form>
  );
}
