"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "~/components/ui/button";
import { ErrorView } from "~/components/ui/error-view";
import { Field } from "~/components/ui/field";
import { PasswordField } from "~/components/ui/password-field";
import { useToast } from "~/components/ui/toast";
import { integrations } from "~/messages/en/integrations";
import { ui } from "~/messages/en/ui";
import { useTRPC } from "~/trpc/client";

const words = integrations.provider;
const DEFAULT_HOURS = "24";
const MOST_HOURS = 168;

interface Problems {
  readonly secret?: string;
  readonly hours?: string;
}

/** A new secret, and how long the one that it replaces stays valid. */
export function SetSecret({
  slug,
  name,
  isReplacing,
  onDone,
}: {
  readonly slug: string;
  readonly name: string;
  readonly isReplacing: boolean;
  readonly onDone: () => void;
}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [problems, setProblems] = useState<Problems>({});
  const save = useMutation(
    trpc.providers.setSecret.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.providers.pathFilter());
        toast({ text: words.saved });
        onDone();
      },
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const secret = String(form.get(`${name}-secret`) ?? "").trim();
    const hours = String(form.get(`${name}-hours`) ?? DEFAULT_HOURS).trim();
    const isHours = /^\d{1,3}$/.test(hours) && Number(hours) <= MOST_HOURS;
    setProblems({ ...(secret ? {} : { secret: words.needSecret }), ...(isHours ? {} : { hours: words.badHours }) });
    if (secret && isHours && !save.isPending) save.mutate({ slug, name, secret, overlapHours: Number(hours) });
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <PasswordField
        id={`${name}-secret`}
        label={words.secret}
        hint={words.secretHint}
        error={problems.secret}
        autoComplete="off"
        spellCheck={false}
      />
      {isReplacing ? (
        <Field
          id={`${name}-hours`}
          label={`${words.overlap} (${words.hours})`}
          hint={words.overlapHint}
          error={problems.hours}
          inputMode="numeric"
          defaultValue={DEFAULT_HOURS}
        />
      ) : null}
      {save.error ? <ErrorView error={save.error} /> : null}
      <div className="input-row">
        <Button type="submit" variant="primary" isBusy={save.isPending}>
          {words.save}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {ui.cancel}
        </Button>
      </div>
    </form>
  );
}
