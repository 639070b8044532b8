"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "~/components/ui/button";
import { ErrorView, refusalOf } from "~/components/ui/error-view";
import { Choose, Field, FormErrors } from "~/components/ui/field";
import { useToast } from "~/components/ui/toast";
import { payouts } from "~/messages/en/payouts";
import { ui } from "~/messages/en/ui";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";

const words = payouts.own;
const FIELDS = { iban: ["holder", "iban", "password"], us: ["holder", "routing", "account", "password"] } as const;

/** Another account. What was typed survives a refusal. */
export function MethodForm({ hours, onDone }: { readonly hours: number; readonly onDone: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [kind, setKind] = useState<"iban" | "us">("us");
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const change = useMutation(
    trpc.payouts.changeMethod.mutationOptions({
      onSuccess: async () => {
        toast({ text: words.saved });
        await queries.invalidateQueries(trpc.payouts.pathFilter());
        onDone();
      },
    }),
  );
  const refused = refusedField(change.error, kind);
  const errors: Readonly<Partial<Record<FieldName, string>>> = refused ? { [refused.field]: refused.text } : problems;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const missing = FIELDS[kind].filter((name) => text(name) === "");
    change.reset();
    setProblems(Object.fromEntries(missing.map((name) => [name, words.needed])));
    if (missing.length > 0) return;
    const holder = text("holder");
    const account =
      kind === "iban"
        ? { kind, holder, iban: text("iban") }
        : { kind, holder, routing: text("routing"), account: text("account") };
    change.mutate({ account, password: String(form.get("password")) });
  };
  return (
    <form className="form" onSubmit={submit} noValidate aria-label={words.changeTitle}>
      <p className="sm muted">{say(words.changeText, { hours: String(hours) })}</p>
      <FormErrors errors={Object.entries(errors).map(([id, text]) => ({ id, text }))} />
      <Choose
        id="kind"
        label={words.kind}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value === "iban" ? "iban" : "us")}
        options={[
          { value: "us", label: words.kinds.us },
          { value: "iban", label: words.kinds.iban },
        ]}
      />
      <Field
        id="holder"
        label={words.holder}
        autoComplete="name"
        maxLength={kind === "us" ? 22 : 70}
        error={errors.holder}
      />
      {kind === "iban" ? (
        <Field
          id="iban"
          label={words.iban}
          hint={words.ibanHint}
          autoComplete="off"
          maxLength={60}
          error={errors.iban}
        />
      ) : (
        <>
          <Field
            id="routing"
            label={words.routing}
            inputMode="numeric"
            autoComplete="off"
            maxLength={20}
            error={errors.routing}
          />
          <Field
            id="account"
            label={words.number}
            inputMode="numeric"
            autoComplete="off"
            maxLength={30}
            error={errors.account}
          />
        </>
      )}
      <Field
        id="password"
        type="password"
        label={words.password}
        hint={words.passwordHint}
        autoComplete="current-password"
        error={errors.password}
      />
      {change.error && !refused ? <ErrorView error={change.error} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" isBusy={change.isPending}>
          {words.save}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {ui.cancel}
        </Button>
      </div>
    </form>
  );
}

type FieldName = (typeof FIELDS)[keyof typeof FIELDS][number];

/** The field that a refusal is about, so that its sentence stands there; null for any other failure. */
function refusedField(
  error: unknown,
  kind: "iban" | "us",
): { readonly field: FieldName; readonly text: string } | null {
  const { code, message: text } = refusalOf(error);
  if (text === null) return null;
  if (code === "credentials_wrong") return { field: "password", text };
  if (code !== "account_malformed") return null;
  if (kind === "iban") return { field: "iban", text };
  const { problem } = (error as { data?: { details?: { problem?: string } | null } }).data?.details ?? {};
  return { field: problem?.startsWith("routing") ? "routing" : "account", text };
}
