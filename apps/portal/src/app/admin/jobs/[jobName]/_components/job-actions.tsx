"use client";

import { useMutation, useQueryClient, useSuspenseInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Button } from "~/components/ui/button";
import { refusalOf } from "~/components/ui/error-view";
import { useToast } from "~/components/ui/toast";
import { errors } from "~/messages/en/errors";
import { jobs } from "~/messages/en/jobs";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { byCursor } from "~/trpc/paging";

/** Run now and pause. A run is asked for once per newest run that the page shows: a second click asks for the same one. */
export function JobActions({ name }: { readonly name: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const { data: job } = useSuspenseQuery(trpc.jobs.get.queryOptions({ name }));
  const { data: runs } = useSuspenseInfiniteQuery(trpc.jobs.runs.infiniteQueryOptions({ name, limit: 25 }, byCursor));
  const settle = async (text: string) => {
    await queries.invalidateQueries(trpc.jobs.pathFilter());
    toast({ text });
  };
  const onError = (error: unknown) =>
    toast({ text: say(jobs.failed, { why: refusalOf(error).message ?? errors.unexpected.what }), isBad: true });
  const runNow = useMutation(
    trpc.jobs.runNow.mutationOptions({
      onSuccess: ({ isNew }) => settle(isNew ? jobs.askedNow : jobs.askedBefore),
      onError,
    }),
  );
  const pause = useMutation(
    trpc.jobs.pause.mutationOptions({
      onSuccess: (_, { isPaused }) => settle(isPaused ? jobs.pausedNow : jobs.resumedNow),
      onError,
    }),
  );
  const isPaused = job.pausedAt !== null;
  return (
    <>
      <Button isBusy={pause.isPending} onClick={() => pause.mutate({ name, isPaused: !isPaused })}>
        {isPaused ? jobs.resume : jobs.pause}
      </Button>
      <Button
        variant="primary"
        isBusy={runNow.isPending}
        onClick={() => runNow.mutate({ name, after: runs.pages[0]?.rows[0]?.startedAt ?? null })}
      >
        {runNow.isPending ? jobs.asking : jobs.runNow}
      </Button>
    </>
  );
}
