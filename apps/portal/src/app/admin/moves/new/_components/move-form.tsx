"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { SectionHead } from "~/components/shell/page-head";
import { Button } from "~/components/ui/button";
import { ErrorView } from "~/components/ui/error-view";
import { Area, Field, FormErrors } from "~/components/ui/field";
import { useToast } from "~/components/ui/toast";
import { moves } from "~/messages/en/moves";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { PersonChoice } from "../../../_components/person-choice";
import { Impact } from "../../_components/impact";

const words = moves.form;
type Id = `dst_${string}`;
const [PERSON, PARENT] = ["move-person", "move-parent"];

export function MoveForm({ personId }: { readonly personId: Id | null }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const [distributorId, setPerson] = useState<Id | null>(personId);
  const [parent, setParent] = useState<Id | "top" | null>(null);
  const [isLater, setIsLater] = useState(false);
  const [day, setDay] = useState("");
  const [reason, setReason] = useState("");
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const { data: person } = useQuery(
    trpc.people.get.queryOptions({ distributorId: distributorId ?? "" }, { enabled: distributorId !== null }),
  );
  const name = person?.person.name ?? "";
  const ask = useMutation(
    trpc.moves.request.mutationOptions({
      onSuccess: async () => {
        toast({ text: words.done });
        await queries.invalidateQueries(trpc.moves.pathFilter());
        router.push("/admin/moves" as Route);
      },
    }),
  );
  const chosen = (field: string) => setProblems(({ [field]: _, ...others }) => others);
  const choosePerson = (id: Id) => {
    setPerson(id);
    chosen(PERSON);
  };
  const chooseParent = (id: Id | "top" | null) => {
    setParent(id);
    chosen(PARENT);
  };
  const wanted =
    distributorId !== null && parent !== null && (!isLater || day !== "")
      ? { distributorId, parentId: parent === "top" ? null : parent, fromDay: isLater ? day : null }
      : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found: Record<string, string> = {
      ...(distributorId ? {} : { [PERSON]: words.needsPerson }),
      ...(parent ? {} : { [PARENT]: words.needsParent }),
      ...(isLater && day === "" ? { day: words.needsDay } : {}),
      ...(reason.trim().length < 10 ? { reason: words.needsReason } : {}),
    };
    setProblems(found);
    const [first] = Object.keys(found);
    if (first) document.getElementById(first)?.focus();
    else if (wanted) ask.mutate({ ...wanted, reason });
  };
  return (
    <form className="form max-w-3xl" noValidate onSubmit={submit}>
      <FormErrors errors={Object.entries(problems).map(([id, text]) => ({ id, text }))} />
      <div className="grid gap-6 md:grid-cols-2">
        <PersonChoice
          id={PERSON}
          label={words.person}
          error={problems[PERSON]}
          chosenId={distributorId}
          onChoose={choosePerson}
        />
        <div>
          <PersonChoice
            id={PARENT}
            label={words.parent}
            error={problems[PARENT]}
            chosenId={parent === "top" ? null : parent}
            onChoose={chooseParent}
          />
          <label className="mt-2 flex min-h-9 items-center gap-2.5 text-14">
            <input
              type="checkbox"
              checked={parent === "top"}
              onChange={(event) => chooseParent(event.target.checked ? "top" : null)}
            />
            {words.toTop}
          </label>
        </div>
      </div>
      <fieldset>
        <legend className="mb-1 text-13 font-medium">{words.when}</legend>
        {[false, true].map((later) => (
          <label key={String(later)} className="flex min-h-9 items-center gap-2.5 text-14">
            <input type="radio" name="when" checked={isLater === later} onChange={() => setIsLater(later)} />
            {later ? words.later : words.atOnce}
          </label>
        ))}
        {isLater ? (
          <Field
            id="day"
            type="date"
            label={words.day}
            error={problems.day}
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
        ) : null}
      </fieldset>
      <Area
        id="reason"
        label={words.reason}
        hint={words.reasonHint}
        error={problems.reason}
        rows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <section>
        <SectionHead title={words.preview} />
        {wanted ? <Impact wanted={wanted} /> : <p className="sm muted">{words.choose}</p>}
      </section>
      {ask.error ? <ErrorView error={ask.error} /> : null}
      <div>
        <Button type="submit" variant="primary" isBusy={ask.isPending}>
          {name ? say(words.ask, { name }) : words.askPlain}
        </Button>
      </div>
    </form>
  );
}
