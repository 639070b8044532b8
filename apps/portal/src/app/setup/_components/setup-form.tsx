"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { signIn } from "~/app/(door)/sign-in/_components/sign-in";
import { Button } from "~/components/ui/button";
import { refusalOf } from "~/components/ui/error-view";
import { Choose, Field, FormErrors } from "~/components/ui/field";
import { PasswordField } from "~/components/ui/password-field";
import { errors } from "~/messages/en/errors";
import { setup as words } from "~/messages/en/setup";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { problemsIn, type SetupProblems, valuesOf } from "./setup-values";
import { type TemplateChoice, Templates } from "./templates";

export interface SetupFormProps {
  readonly token: string;
  readonly currencies: readonly string[];
  readonly timeZones: readonly string[];
  readonly templates: readonly TemplateChoice[];
}

/** Owner, company, plan and first distributor in one page; what is left out is named on the overview. */
export function SetupForm({ token, currencies, timeZones, templates }: SetupFormProps) {
  const trpc = useTRPC();
  const [problems, setProblems] = useState<SetupProblems>({});
  const [refused, setRefused] = useState<string | null>(null);
  const [company, setCompany] = useState("");
  const complete = useMutation(trpc.setup.complete.mutationOptions());
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = valuesOf(
      new FormData(event.currentTarget),
      templates.map(({ id }) => id),
    );
    const found = problemsIn(values);
    setProblems(found);
    setRefused(null);
    const [first] = Object.keys(found);
    if (first) return document.getElementById(first)?.focus();
    try {
      const { email } = await complete.mutateAsync({ token, ...values });
      setRefused(await signIn(email, values.owner.password, "/admin"));
    } catch (error) {
      setRefused(refusalOf(error).message ?? errors.unexpected.what);
    }
  };
  return (
    <form className="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
      <FormErrors errors={Object.entries(problems).map(([id, text]) => ({ id, text }))} />
      {refused ? (
        <p className="form-errors" role="alert">
          {refused}
        </p>
      ) : null}
      <h2 className="mt-6">{words.owner}</h2>
      <Field id="ownerName" label={words.name} autoComplete="name" error={problems.ownerName} />
      <Field id="ownerEmail" type="email" label={words.email} autoComplete="username" error={problems.ownerEmail} />
      <PasswordField id="password" label={words.password} autoComplete="new-password" error={problems.password} />
      <p className="sm muted">{words.passwordHint}</p>
      <h2 className="mt-6">{words.company}</h2>
      <Field
        id="companyName"
        label={words.companyName}
        autoComplete="organization"
        error={problems.companyName}
        onChange={(event) => setCompany(event.target.value.trim())}
      />
      <Choose
        id="timeZone"
        label={words.timeZone}
        hint={words.timeZoneHint}
        defaultValue="UTC"
        options={[...new Set(["UTC", ...timeZones])].map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
      />
      <Choose
        id="currency"
        label={words.currency}
        defaultValue="USD"
        options={currencies.map((code) => ({ value: code, label: code }))}
      />
      <Field
        id="country"
        label={words.country}
        hint={words.countryHint}
        autoComplete="country"
        maxLength={2}
        error={problems.country}
      />
      <Templates templates={templates} />
      <h2 className="mt-6">{words.distributor}</h2>
      <p className="sm muted">{words.distributorLead}</p>
      <Field id="distributorName" label={words.name} autoComplete="off" error={problems.distributorName} />
      <Field
        id="distributorEmail"
        type="email"
        label={words.email}
        autoComplete="off"
        error={problems.distributorEmail}
      />
      <h2 className="mt-6">{words.provider}</h2>
      <p className="sm muted">{words.providerLead}</p>
      <Button type="submit" variant="primary" isBusy={complete.isPending}>
        {company ? say(words.submit, { company }) : words.submitPlain}
      </Button>
    </form>
  );
}
