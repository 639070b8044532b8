"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Button } from "~/components/ui/button";
import { Dialog } from "~/components/ui/dialog";
import { ErrorView } from "~/components/ui/error-view";
import { Area, Field } from "~/components/ui/field";
import { useToast } from "~/components/ui/toast";
import { attributes } from "~/messages/en/people";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../../_components/outputs";

const words = attributes.dialog;
const [KEY, VALUE, DAY, REASON] = ["attribute-key", "attribute-value", "attribute-day", "attribute-reason"];

/** Records one value from a moment on. */
export function AttributeDialog({
  distributorId,
  asked,
  onClose,
}: {
  readonly distributorId: string;
  readonly asked: Outputs["people"]["attributes"]["asked"];
  readonly onClose: () => void;
}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const form = useId();
  const { data } = useSuspenseQuery(trpc.people.get.queryOptions({ distributorId }));
  const [key, setKey] = useState(asked.length === 1 ? (asked[0]?.key ?? "") : "");
  const [value, setValue] = useState("");
  const [isLater, setIsLater] = useState(false);
  const [day, setDay] = useState("");
  const [reason, setReason] = useState("");
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const record = useMutation(
    trpc.people.setAttribute.mutationOptions({
      onSuccess: async () => {
        onClose();
        toast({ text: words.done });
        await queries.invalidateQueries(trpc.people.pathFilter());
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found: Record<string, string> = {
      ...(key.trim() ? {} : { [KEY]: words.needsKey }),
      ...(isLater && day === "" ? { [DAY]: words.needsDay } : {}),
      ...(reason.trim().length < 10 ? { [REASON]: words.needsReason } : {}),
    };
    setProblems(found);
    const [first] = Object.keys(found);
    if (first) document.getElementById(first)?.focus();
    else record.mutate({ distributorId, key, value, fromDay: isLater ? day : null, reason });
  };
  const known = asked.find((one) => one.key === key.trim())?.values ?? [];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say(words.title, { name: data.person.name })}
      isBusy={record.isPending}
      foot={
        <Button type="submit" form={form} variant="primary" isBusy={record.isPending}>
          {words.submit}
        </Button>
      }
    >
      <p>{words.text}</p>
      <form id={form} className="form" noValidate onSubmit={submit}>
        <Field
          id={KEY}
          label={words.key}
          hint={say(words.keyHint, { example: asked[0]?.key ?? "package" })}
          list={`${KEY}-known`}
          autoComplete="off"
          maxLength={64}
          value={key}
          onChange={(event) => setKey(event.target.value)}
          error={problems[KEY]}
        />
        <Known id={`${KEY}-known`} values={asked.map((one) => one.key)} />
        <Field
          id={VALUE}
          label={words.value}
          hint={known.length > 0 ? say(words.valueOf, { values: known.join(", ") }) : words.valueHint}
          list={`${VALUE}-known`}
          autoComplete="off"
          maxLength={200}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
        <Known id={`${VALUE}-known`} values={known} />
        <fieldset>
          <legend className="label">{words.when}</legend>
          {[false, true].map((later) => (
            <label key={String(later)} className="flex min-h-9 items-center gap-2.5 text-14">
              <input
                type="radio"
                name="attribute-when"
                checked={isLater === later}
                onChange={() => setIsLater(later)}
              />
              {later ? words.later : words.atOnce}
            </label>
          ))}
        </fieldset>
        {isLater ? (
          <Field
            id={DAY}
            type="date"
            label={words.day}
            value={day}
            onChange={(event) => setDay(event.target.value)}
            error={problems[DAY]}
          />
        ) : null}
        <Area
          id={REASON}
          label={words.reason}
          hint={words.reasonHint}
          rows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={problems[REASON]}
        />
        {record.error ? <ErrorView error={record.error} /> : null}
      </form>
    </Dialog>
  );
}

/** What may be chosen while typing. */
function Known({ id, values }: { readonly id: string; readonly values: readonly string[] }) {
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  );
}
