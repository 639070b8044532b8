"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { admin } from "~/messages/en/admin";
import { useTRPC } from "~/trpc/client";
import { HealthParts } from "./health-parts";

const ASK_EVERY_MS = 5_000;

/** Asks again every five seconds: a stopped worker sends no notice. */
export function HealthPanel() {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.health.get.queryOptions(undefined, { refetchInterval: ASK_EVERY_MS }));
  return (
    <>
      <HealthParts health={data} />
      <p className="xs muted mt-6">
        {admin.health.version} <span className="mono">{data.version}</span>
      </p>
    </>
  );
}
