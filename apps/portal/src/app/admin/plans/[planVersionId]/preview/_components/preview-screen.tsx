"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import type { Route } from "next";
import { useEffect } from "react";
import { leaveTrace } from "~/components/shell/traces";
import { Button, ButtonLink } from "~/components/ui/button";
import { ErrorView } from "~/components/ui/error-view";
import { Choose } from "~/components/ui/field";
import { millisecondsText } from "~/components/ui/format";
import { EmptyState, Skeleton } from "~/components/ui/states";
import { useUrlState } from "~/components/ui/use-url-state";
import { simulator } from "~/messages/en/simulator";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { useSeconds } from "../../_components/use-seconds";
import { VersionHead } from "../../_components/version-head";
import { PreviewMoney } from "./preview-money";
import { PreviewPeople } from "./preview-people";

const words = simulator.preview;
const A_YEAR = 12;

/** Closed periods under a plan version: what is paid, who gains and who loses, who rises and who falls. */
export function PreviewScreen({
  planVersionId,
  role,
}: {
  readonly planVersionId: `plv_${string}`;
  readonly role: string;
}) {
  const trpc = useTRPC();
  const { get, setHere } = useUrlState();
  const { data: stored } = useSuspenseQuery(trpc.plans.get.queryOptions({ planVersionId }));
  const { data: periods } = useSuspenseQuery(trpc.plans.previewPeriods.queryOptions());
  const preview = useMutation(trpc.plans.preview.mutationOptions({ onSuccess: () => leaveTrace(planVersionId) }));
  const { mutate, data, isPending } = preview;
  const seconds = useSeconds(isPending);
  const over = get("over") ?? periods[0]?.id ?? "last";
  const errors = stored.problems.filter(({ severity }) => severity === "error").length;
  const isAllowed = ["plan", "finance", "owner"].includes(role);
  const isReady = isAllowed && errors === 0;
  useEffect(() => {
    if (isReady) mutate({ planVersionId, over });
  }, [isReady, mutate, planVersionId, over, stored.contentHash]);

  const named = (id: string) => {
    const most = Math.min(A_YEAR, periods.length);
    if (id === "last12") return say(words.months, { count: String(most) });
    return periods.find((period) => period.id === id)?.label ?? words.sampleName;
  };
  return (
    <>
      <VersionHead stored={stored} title={words.title}>
        {isReady ? (
          <Button size="sm" isBusy={isPending} onClick={() => mutate({ planVersionId, over })}>
            <RotateCcw className="i i14" aria-hidden="true" />
            {words.compute}
          </Button>
        ) : null}
      </VersionHead>
      <p className="mt-4 sm muted">{words.lead}</p>
      {!isAllowed ? <EmptyState>{words.needsRole}</EmptyState> : null}
      {isAllowed && errors > 0 ? (
        <EmptyState
          action={
            <ButtonLink size="sm" href={`/admin/plans/${planVersionId}` as Route}>
              {words.mend}
            </ButtonLink>
          }
        >
          {say(words.hasErrors, { count: errors })}
        </EmptyState>
      ) : null}
      {isReady && periods.length > 0 ? (
        <div className="mt-3 max-w-72">
          <Choose
            id="preview-over"
            label={words.over}
            value={over}
            options={[
              ...periods.map(({ id, label }) => ({ value: id, label })),
              ...(periods.length > 1
                ? [{ value: "last12", label: say(words.last12, { count: String(Math.min(A_YEAR, periods.length)) }) }]
                : []),
            ]}
            onChange={(event) => setHere({ over: event.target.value })}
          />
        </div>
      ) : null}
      {isReady ? (
        <p className="sm muted mt-3" role="status">
          {isPending
            ? say(words.computing, { what: named(over), seconds: String(seconds) })
            : data
              ? data.isSample
                ? say(words.sample, { people: String(data.people) })
                : say(words.computed, {
                    what: named(data.over === "last" ? (periods[0]?.id ?? "last") : data.over),
                    took: millisecondsText(data.computedMs),
                    version: String(data.baseVersion),
                  })
              : null}
        </p>
      ) : null}
      {preview.error && !isPending ? (
        <div className="mt-3">
          <ErrorView error={preview.error} onRetry={() => mutate({ planVersionId, over })} />
        </div>
      ) : null}
      {data ? (
        <div className={isPending ? "is-old" : undefined} aria-busy={isPending}>
          <PreviewMoney result={data} />
          <PreviewPeople result={data} plan={stored.plan} base={stored.base?.plan ?? null} />
        </div>
      ) : isPending ? (
        <div className="mt-4">
          <Skeleton of="panel" count={2} />
        </div>
      ) : null}
    </>
  );
}
