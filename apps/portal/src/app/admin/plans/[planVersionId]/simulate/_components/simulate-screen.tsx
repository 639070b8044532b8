"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "~/components/ui/button";
import { ErrorView } from "~/components/ui/error-view";
import { Choose, Field } from "~/components/ui/field";
import { EmptyState, Skeleton } from "~/components/ui/states";
import { simulator } from "~/messages/en/simulator";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import type { Inputs } from "../../../../_components/outputs";
import { PersonChoice } from "../../../../_components/person-choice";
import { useSeconds } from "../../_components/use-seconds";
import { VersionHead } from "../../_components/version-head";
import { Simulation } from "./simulation";

const words = simulator.simulate;
type Asked = Inputs["plans"]["simulateOrder"];
const BY_POINTS = "";

/** One order, and who would be paid what for it, each amount with its explanation. */
export function SimulateScreen({
  planVersionId,
  role,
}: {
  readonly planVersionId: `plv_${string}`;
  readonly role: string;
}) {
  const trpc = useTRPC();
  const { data: stored } = useSuspenseQuery(trpc.plans.get.queryOptions({ planVersionId }));
  const [asked, setAsked] = useState<Asked | null>(null);
  const found = useQuery(
    trpc.plans.simulateOrder.queryOptions(
      asked ?? { planVersionId, distributorId: "dst_", buyer: "self", goods: { volumes: {} } },
      {
        enabled: asked !== null,
        retry: false,
      },
    ),
  );
  const seconds = useSeconds(found.isFetching);
  const canKeep = (role === "plan" || role === "owner") && (stored.status === "draft" || stored.status === "requested");
  return (
    <>
      <VersionHead stored={stored} title={words.title} />
      <p className="mt-4 sm muted">{words.lead}</p>
      <div className="mt-4 grid gap-x-10 gap-y-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <OrderForm
          planVersionId={planVersionId}
          volumes={stored.plan.volumes}
          isBusy={found.isFetching}
          onAsk={setAsked}
        />
        <div className="min-w-0" aria-busy={found.isFetching}>
          <p className="sm muted" role="status">
            {found.isFetching ? say(words.running, { seconds: String(seconds) }) : null}
          </p>
          {asked === null ? (
            <EmptyState>{words.start}</EmptyState>
          ) : found.error ? (
            <ErrorView error={found.error} onRetry={() => void found.refetch()} />
          ) : found.data ? (
            <Simulation result={found.data} plan={stored.plan} canKeep={canKeep} />
          ) : (
            <Skeleton of="panel" count={2} />
          )}
        </div>
      </div>
    </>
  );
}

function OrderForm({
  planVersionId,
  volumes,
  isBusy,
  onAsk,
}: {
  readonly planVersionId: `plv_${string}`;
  readonly volumes: readonly { readonly id: string; readonly label: string; readonly kind: string }[];
  readonly isBusy: boolean;
  readonly onAsk: (asked: Asked) => void;
}) {
  const trpc = useTRPC();
  const { data: products } = useSuspenseQuery(trpc.plans.simulateProducts.queryOptions());
  const [personId, setPersonId] = useState<`dst_${string}` | null>(null);
  const [buyer, setBuyer] = useState<"self" | "customer">("customer");
  const [sku, setSku] = useState(products[0]?.sku ?? BY_POINTS);
  const [quantity, setQuantity] = useState("1");
  const [points, setPoints] = useState<Readonly<Record<string, string>>>({});
  const [day, setDay] = useState("");
  const measured = volumes.filter(({ kind }) => kind === "points");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!personId) return;
    const goods =
      sku === BY_POINTS
        ? { volumes: Object.fromEntries(measured.map(({ id }) => [id, points[id] || "0"])) }
        : { lines: [{ sku, quantity: Number(quantity) || 1 }] };
    onAsk({ planVersionId, distributorId: personId, buyer, goods, at: day === "" ? null : `${day}T12:00:00Z` });
  };
  return (
    <form className="grid content-start gap-4" onSubmit={submit}>
      <PersonChoice label={words.person} chosenId={personId} onChoose={setPersonId} />
      <Choose
        id="buyer"
        label={words.buyer}
        value={buyer}
        options={[
          { value: "customer", label: words.customer },
          { value: "self", label: words.self },
        ]}
        onChange={(event) => setBuyer(event.target.value === "self" ? "self" : "customer")}
      />
      <Choose
        id="product"
        label={words.product}
        value={sku}
        options={[
          ...products.map(({ sku: value, name }) => ({ value, label: name })),
          { value: BY_POINTS, label: words.byPoints },
        ]}
        onChange={(event) => setSku(event.target.value)}
      />
      {sku === BY_POINTS ? (
        measured.map(({ id, label }) => (
          <Field
            key={id}
            id={`points-${id}`}
            label={say(words.points, { volume: label })}
            inputMode="decimal"
            value={points[id] ?? ""}
            onChange={(event) => setPoints((before) => ({ ...before, [id]: event.target.value }))}
          />
        ))
      ) : (
        <Field
          id="quantity"
          label={words.quantity}
          type="number"
          min={1}
          max={999}
          value={quantity}
          onChange={(event) => setQuantity(event.target.value)}
        />
      )}
      <Field
        id="day"
        label={words.day}
        hint={day === "" ? words.now : undefined}
        type="date"
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
      <div>
        <Button type="submit" variant="primary" isBusy={isBusy} aria-disabled={personId === null}>
          {words.run}
        </Button>
      </div>
    </form>
  );
}
