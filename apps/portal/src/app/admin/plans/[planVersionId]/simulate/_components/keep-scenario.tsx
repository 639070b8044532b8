"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useState } from "react";
import { Button, ButtonLink } from "~/components/ui/button";
import { Dialog } from "~/components/ui/dialog";
import { ErrorView } from "~/components/ui/error-view";
import { Field } from "~/components/ui/field";
import { simulator } from "~/messages/en/simulator";
import { useTRPC } from "~/trpc/client";
import type { Outputs } from "../../../../_components/outputs";

const words = simulator.simulate;

/** Records what was simulated as a scenario of the draft. */
export function KeepScenario({ result }: { readonly result: Outputs["plans"]["simulateOrder"] }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState("");
  const { planVersionId, scenario } = result;
  const keep = useMutation(
    trpc.plans.saveScenario.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.plans.runScenarios.queryKey({ planVersionId }) }),
    }),
  );
  if (keep.isSuccess) {
    return (
      <span role="status">
        {words.kept}{" "}
        <ButtonLink size="sm" variant="quiet" href={`/admin/plans/${planVersionId}/scenarios` as Route}>
          {words.open}
        </ButtonLink>
      </span>
    );
  }
  const send = () => {
    if (name.trim() !== "") keep.mutate({ planVersionId, scenario: { ...scenario, name: name.trim() } });
  };
  return (
    <>
      <Button size="sm" onClick={() => setIsOpen(true)}>
        {words.keep}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={words.keepTitle}
        isBusy={keep.isPending}
        foot={
          <Button variant="primary" isBusy={keep.isPending} aria-disabled={name.trim() === ""} onClick={send}>
            {words.keepButton}
          </Button>
        }
      >
        <p className="sm">{words.keepText}</p>
        <Field
          id="scenario-name"
          label={words.keepName}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {keep.error ? <ErrorView error={keep.error} /> : null}
      </Dialog>
    </>
  );
}
