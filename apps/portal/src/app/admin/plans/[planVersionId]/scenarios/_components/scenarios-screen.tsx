"use client";

import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import type { Route } from "next";
import { useState } from "react";
import { Button, ButtonLink } from "~/components/ui/button";
import { ErrorView } from "~/components/ui/error-view";
import { EmptyState } from "~/components/ui/states";
import { useToast } from "~/components/ui/toast";
import { simulator } from "~/messages/en/simulator";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { VersionHead } from "../../_components/version-head";
import { ScenarioForm } from "./scenario-form";
import { ScenarioRow } from "./scenario-row";

const words = simulator.scenarios;
const NEW = "new";

/** The cases of a plan version, right or wrong; those of a draft are changed here. */
export function ScenariosScreen({
  planVersionId,
  role,
}: {
  readonly planVersionId: `plv_${string}`;
  readonly role: string;
}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const { data: stored } = useSuspenseQuery(trpc.plans.get.queryOptions({ planVersionId }));
  const { data } = useSuspenseQuery(trpc.plans.runScenarios.queryOptions({ planVersionId }));
  const [editing, setEditing] = useState<string | null>(null);
  const { scenarios, planErrors } = data;
  const isDraft = stored.status === "draft" || stored.status === "requested";
  const canEdit = isDraft && (role === "plan" || role === "owner");
  const again = () => queries.invalidateQueries({ queryKey: trpc.plans.runScenarios.queryKey({ planVersionId }) });
  const remove = useMutation(
    trpc.plans.removeScenario.mutationOptions({
      onSuccess: async () => {
        toast({ text: words.removed });
        await again();
      },
    }),
  );
  const done = async () => {
    setEditing(null);
    toast({ text: words.saved });
    await again();
  };
  const green = scenarios.filter(({ outcome }) => outcome?.isGreen).length;
  return (
    <>
      <VersionHead stored={stored} title={words.title}>
        {canEdit && editing !== NEW ? (
          <Button size="sm" variant="primary" onClick={() => setEditing(NEW)}>
            <Plus className="i i14" aria-hidden="true" />
            {words.add}
          </Button>
        ) : null}
      </VersionHead>
      <p className="mt-4 sm muted">{isDraft ? words.lead : words.readOnly}</p>
      {planErrors > 0 ? (
        <p className="mt-3 warn" role="status">
          {say(words.planErrors, { count: planErrors })}{" "}
          <ButtonLink size="sm" href={`/admin/plans/${planVersionId}` as Route}>
            {simulator.preview.mend}
          </ButtonLink>
        </p>
      ) : scenarios.length > 0 ? (
        <p className="mt-3 med" role="status">
          {say(words.summary, { green: String(green), count: String(scenarios.length) })}
        </p>
      ) : null}
      {remove.error ? <ErrorView error={remove.error} /> : null}
      {editing === NEW ? (
        <ScenarioForm
          plan={stored.plan}
          planVersionId={planVersionId}
          onDone={done}
          onCancel={() => setEditing(null)}
        />
      ) : null}
      {scenarios.length === 0 && editing !== NEW ? <EmptyState>{words.none}</EmptyState> : null}
      <ul className="mt-2">
        {scenarios.map((one) =>
          editing === one.id ? (
            <li key={one.id}>
              <ScenarioForm
                plan={stored.plan}
                planVersionId={planVersionId}
                known={one}
                onDone={done}
                onCancel={() => setEditing(null)}
              />
            </li>
          ) : (
            <ScenarioRow
              key={one.id}
              one={one}
              canEdit={canEdit}
              onEdit={() => setEditing(one.id)}
              onRemove={() => remove.mutate({ planVersionId, scenarioId: one.id })}
            />
          ),
        )}
      </ul>
    </>
  );
}
