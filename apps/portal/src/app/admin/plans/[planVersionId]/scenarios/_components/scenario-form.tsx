"use client";

import { useMutation } from "@tanstack/react-query";
import type { PlanScenario, PlanVersion } from "@upline/domain";
import { type FormEvent, useState } from "react";
import { Button } from "~/components/ui/button";
import { ErrorView } from "~/components/ui/error-view";
import { Field } from "~/components/ui/field";
import { simulator } from "~/messages/en/simulator";
import { useTRPC } from "~/trpc/client";
import type { StoredScenario } from "./scenario-row";
import { ExpectedRows, OrderRows, PeopleRows } from "./scenario-rows";

const words = simulator.scenarios.form;

/** A case as a form: who there is, what is sold, what has to be paid. Kept, it is tried at once. */
export function ScenarioForm({
  plan,
  planVersionId,
  known,
  onDone,
  onCancel,
}: {
  readonly plan: PlanVersion;
  readonly planVersionId: `plv_${string}`;
  /** Absent for a new one. */
  readonly known?: StoredScenario;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}) {
  const trpc = useTRPC();
  const [scenario, setScenario] = useState<PlanScenario>(known?.scenario ?? firstCase(plan));
  const save = useMutation(trpc.plans.saveScenario.mutationOptions({ onSuccess: onDone }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ planVersionId, ...(known ? { scenarioId: known.id } : {}), scenario });
  };
  const set = (change: Partial<PlanScenario>) => setScenario((before) => ({ ...before, ...change }));
  const rows = { plan, scenario, set };
  return (
    <form className="my-4 grid gap-5 rounded-panel border border-hairline p-4" onSubmit={submit}>
      <h2>{known ? words.title : words.newTitle}</h2>
      <div className="max-w-xl">
        <Field
          id="scenario"
          label={words.name}
          hint={words.nameHint}
          maxLength={120}
          required
          value={scenario.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </div>
      <PeopleRows {...rows} />
      <OrderRows {...rows} />
      <ExpectedRows {...rows} />
      <label className="flex items-center gap-2.5">
        <input
          type="checkbox"
          checked={scenario.isComplete}
          onChange={(event) => set({ isComplete: event.target.checked })}
        />
        {words.complete}
      </label>
      {save.error ? <ErrorView error={save.error} /> : null}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" isBusy={save.isPending}>
          {words.save}
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}

/** Somebody and his sponsor, and one sale: the smallest case that says something. */
function firstCase({ volumes, bonuses }: PlanVersion): PlanScenario {
  const points = Object.fromEntries(volumes.filter(({ kind }) => kind === "points").map(({ id }) => [id, "100"]));
  return {
    name: "",
    people: [
      { name: "Sponsor", sponsor: null },
      { name: "Seller", sponsor: "Sponsor" },
    ],
    orders: [{ by: "Seller", buyer: "customer", volumes: points }],
    expected: [{ person: "Sponsor", bonus: bonuses[0]?.id ?? "", amount: "0.00" }],
    isComplete: false,
  };
}
