"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useState } from "react";
import { Button, ButtonLink } from "~/components/ui/button";
import { Dialog } from "~/components/ui/dialog";
import { ErrorView } from "~/components/ui/error-view";
import { dateText, zoneName } from "~/components/ui/format";
import { useToast } from "~/components/ui/toast";
import { useZones } from "~/components/ui/zones";
import { plans } from "~/messages/en/plans";
import { simulator } from "~/messages/en/simulator";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { changedIn, type PreviewResult } from "./preview";
import { problemText } from "./problems";
import type { Draft } from "./publish-bar";

const words = plans.publish;
const { gates } = simulator;

/** Asks a second person to publish. Every warning is ticked one by one; what stands in the way is said here. */
export function AskButton({ draft, preview }: { readonly draft: Draft; readonly preview: PreviewResult | null }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const { company } = useZones();
  const [isOpen, setIsOpen] = useState(false);
  const { stored, plan, revision, state } = draft;
  const errorCount = stored.problems.filter(({ severity }) => severity === "error").length;
  const warnings = stored.problems.filter(({ severity }) => severity === "warning");
  const ticked = new Map(stored.tickedWarnings.map((one) => [one.key, one]));
  const scenarios = useQuery(
    trpc.plans.runScenarios.queryOptions({ planVersionId: stored.id }, { enabled: isOpen, refetchOnMount: "always" }),
  );
  const red = scenarios.data?.scenarios.filter(({ outcome }) => outcome !== null && !outcome.isGreen).length ?? 0;
  const ask = useMutation(
    trpc.plans.requestPublish.mutationOptions({
      onSuccess: async () => {
        setIsOpen(false);
        toast({ text: words.asked });
        await queries.invalidateQueries(trpc.plans.pathFilter());
      },
    }),
  );
  const blocked =
    errorCount > 0
      ? say(words.hasErrors, { count: errorCount })
      : red > 0
        ? say(gates.scenarios, { count: red })
        : preview === null
          ? words.notPreviewed
          : null;
  const isReady = blocked === null && state === "saved" && warnings.every(({ key }) => ticked.has(key));
  // A tick shows in the same moment, also between the answer and the draft read again.
  const [shown, setShown] = useState<ReadonlyMap<string, boolean>>(new Map());
  const tick = useMutation(
    trpc.plans.tickWarning.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.plans.get.queryKey({ planVersionId: stored.id }) }),
      onSettled: (_answer, _error, { key }) =>
        setShown((before) => new Map([...before].filter(([shownKey]) => shownKey !== key))),
    }),
  );
  const setTick = (key: string, isTicked: boolean) => {
    setShown((before) => new Map(before).set(key, isTicked));
    tick.mutate({ planVersionId: stored.id, key, isTicked });
  };
  const send = () => {
    if (isReady) ask.mutate({ planVersionId: stored.id, revision });
  };
  const version = String(plan.version);
  const changed = preview ? changedIn(preview) : 0;
  return (
    <>
      <Button variant="primary" onClick={() => setIsOpen(true)}>
        {changed > 0 ? say(words.askCount, { count: changed }) : words.ask}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={say(words.askTitle, { version })}
        isBusy={ask.isPending}
        foot={
          <Button variant="primary" isBusy={ask.isPending} aria-disabled={!isReady} onClick={send}>
            {changed > 0 ? say(words.askButton, { count: changed }) : words.askButtonPlain}
          </Button>
        }
      >
        <p>{say(words.inForceAlone, { day: dateText(plan.effectiveFrom, "long"), zone: zoneName(company) })}</p>
        <p>{words.askText}</p>
        {blocked ? (
          <p className="warn" role="status">
            {blocked}{" "}
            {red > 0 ? (
              <ButtonLink size="sm" href={`/admin/plans/${stored.id}/scenarios` as Route}>
                {gates.open}
              </ButtonLink>
            ) : null}
          </p>
        ) : null}
        {warnings.length > 0 ? (
          <fieldset>
            <legend className="sm med mb-1">{words.warnings}</legend>
            <ul className="ticks-warn">
              {warnings.map((warning) => {
                const { key } = warning;
                const by = ticked.get(key);
                const isTicked = shown.get(key) ?? by !== undefined;
                return (
                  <li key={key}>
                    <input
                      id={`warn-${key}`}
                      type="checkbox"
                      checked={isTicked}
                      onChange={(event) => setTick(key, event.target.checked)}
                    />
                    <label htmlFor={`warn-${key}`} className="sm">
                      {problemText(warning, plan)}
                      {by ? <span className="muted"> {say(words.tickedBy, { name: by.byName })}</span> : null}
                    </label>
                  </li>
                );
              })}
            </ul>
          </fieldset>
        ) : null}
        {tick.error ? <ErrorView error={tick.error} /> : null}
        {ask.error ? <ErrorView error={ask.error} /> : null}
      </Dialog>
    </>
  );
}
