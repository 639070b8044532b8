"use client";

import type { Cond, PlanVersion } from "@upline/domain";
import { rateFromDecimal } from "~/components/ui/format";
import { Say } from "~/components/ui/say";
import { plans } from "~/messages/en/plans";
import { countFromPeople, decimalForPeople, decimalFromPeople } from "./decimal";
import { metricLabel, unitOf } from "./requirements";
import { TokenChoice, TokenNumber } from "./tokens";

const words = plans.editor;
type Legs = Extract<Extract<Cond, { count: unknown }>["count"], { legs: unknown }>["legs"];

export interface SentenceProps<C extends Cond = Cond> {
  readonly cond: C;
  /** The same requirement in the version in force. */
  readonly was: Cond | null;
  readonly plan: PlanVersion;
  readonly isReadOnly: boolean;
  readonly onChange: (cond: Cond) => void;
}

/** One requirement as a sentence whose changeable words are fields. */
export function RequirementSentence(props: SentenceProps) {
  const { cond, plan } = props;
  if ("ref" in cond) return <Named cond={cond} plan={plan} />;
  if ("metric" in cond) return <Metric {...props} cond={cond} />;
  if ("count" in cond) {
    if ("legs" in cond.count) return <LegCount {...props} cond={cond} legs={cond.count.legs} />;
    if ("customers" in cond.count) return <Customers {...props} cond={cond} customers={cond.count.customers} />;
  }
  if ("cappedLegs" in cond) {
    const { required, maxShare } = cond.cappedLegs;
    return <Say of={words.capped} with={{ value: decimalForPeople(required), share: rateFromDecimal(maxShare) }} />;
  }
  if ("rank" in cond) {
    const rank = plan.ranks.find(({ id }) => id === cond.rank)?.label ?? cond.rank;
    return <Say of={words.heldRank} with={{ basis: words.basis[cond.basis], rank }} />;
  }
  return (
    <>
      {words.other}: <span className="mono">{JSON.stringify(cond)}</span>
    </>
  );
}

/** The old value, struck through; nothing while it is the same. */
function Was({ value, now }: { readonly value: string | undefined; readonly now: string }) {
  if (value === undefined || value === now) return null;
  return (
    <span className="was">
      {words.was} <s>{value}</s>{" "}
    </span>
  );
}

function Named({ cond: { ref }, plan }: { readonly cond: Extract<Cond, { ref: string }>; readonly plan: PlanVersion }) {
  const definition = plan.conditions.find(({ id }) => id === ref);
  const when = definition?.when;
  return (
    <>
      <Say of={words.named} with={{ name: <span className="tok is-fixed">{definition?.label ?? ref}</span> }} />
      {when && "metric" in when ? (
        <div className="sm muted">
          <Say
            of={words.namedIs}
            with={{
              condition: `${metricLabel(plan, when.metric)}: ${decimalForPeople(when.atLeast)} ${unitOf(plan, when.metric)}`,
            }}
          />
        </div>
      ) : null}
    </>
  );
}

function Metric({ cond, was, plan, isReadOnly, onChange }: SentenceProps<Extract<Cond, { metric: string }>>) {
  const label = metricLabel(plan, cond.metric);
  const before = was && "metric" in was ? was.atLeast : undefined;
  return (
    <Say
      of={words.metric}
      with={{
        metric: label,
        value: (
          <>
            <TokenNumber
              value={cond.atLeast}
              unit={unitOf(plan, cond.metric)}
              write={decimalForPeople}
              read={decimalFromPeople}
              step={50}
              wrong={words.notNumber}
              label={label}
              isReadOnly={isReadOnly}
              isChanged={before !== cond.atLeast}
              onChange={(atLeast) => onChange({ ...cond, atLeast })}
            />{" "}
            <Was value={before && decimalForPeople(before)} now={decimalForPeople(cond.atLeast)} />
          </>
        ),
      }}
    />
  );
}

type CountCond = Extract<Cond, { count: unknown }>;

function Count({ cond, was, isReadOnly, onChange }: SentenceProps<CountCond>) {
  const before = was && "count" in was ? was.atLeast : undefined;
  return (
    <>
      <TokenNumber
        value={cond.atLeast}
        write={String}
        read={countFromPeople}
        step={1}
        wrong={words.notCount}
        label={words.countLabel}
        isReadOnly={isReadOnly}
        isChanged={before !== cond.atLeast}
        onChange={(atLeast) => onChange({ ...cond, atLeast })}
      />{" "}
      <Was value={before?.toString()} now={String(cond.atLeast)} />
    </>
  );
}

function LegCount({ legs, ...props }: SentenceProps<CountCond> & { readonly legs: Legs }) {
  const { cond, was, plan, isReadOnly, onChange } = props;
  const { where, at } = legs;
  const set = (changes: Partial<Legs>) => onChange({ ...cond, count: { legs: { ...legs, ...changes } } });
  const before = was && "count" in was && "legs" in was.count ? was.count.legs : null;
  const place = (
    <TokenChoice
      value={at}
      options={(["somewhere", "top"] as const).map((value) => ({ value, label: words.place[value] }))}
      label={words.placeLabel}
      isReadOnly={isReadOnly}
      isChanged={before !== null && before.at !== at}
      onChange={(next) => set({ at: next })}
    />
  );
  const count = <Count {...props} />;
  if ("ref" in where) {
    const who = plan.conditions.find(({ id }) => id === where.ref)?.label.toLowerCase() ?? where.ref;
    return <Say of={words.legsActive} with={{ count, who: <span className="tok is-fixed">{who}</span>, place }} />;
  }
  if (!("rank" in where)) return <Say of={words.legsOther} with={{ count }} />;
  const labelOf = (id: string) => plan.ranks.find((rank) => rank.id === id)?.label ?? id;
  const rankWas = before && "rank" in before.where ? before.where.rank : undefined;
  const rank = (
    <>
      <TokenChoice
        value={where.rank}
        options={plan.ranks.map(({ id, label }) => ({ value: id, label }))}
        label={words.rankLabel}
        isReadOnly={isReadOnly}
        isChanged={rankWas !== where.rank}
        onChange={(id) => set({ where: { ...where, rank: id } })}
      />{" "}
      <Was value={rankWas && labelOf(rankWas)} now={labelOf(where.rank)} />
      {words.orHigher}
    </>
  );
  return <Say of={words.legsRank} with={{ count, rank, place }} />;
}

function Customers({
  customers,
  ...props
}: SentenceProps<CountCond> & { readonly customers: { readonly volume: string; readonly atLeast: string } }) {
  const { cond, was, plan, isReadOnly, onChange } = props;
  const { volume, atLeast } = customers;
  const before = was && "count" in was && "customers" in was.count ? was.count.customers.atLeast : undefined;
  return (
    <Say
      of={words.customers}
      with={{
        count: <Count {...props} />,
        value: (
          <>
            <TokenNumber
              value={atLeast}
              unit={plan.volumes.find(({ id }) => id === volume)?.label ?? volume}
              write={decimalForPeople}
              read={decimalFromPeople}
              step={10}
              wrong={words.notNumber}
              label={words.valueLabel}
              isReadOnly={isReadOnly}
              isChanged={before !== atLeast}
              onChange={(next) => onChange({ ...cond, count: { customers: { volume, atLeast: next } } })}
            />{" "}
            <Was value={before && decimalForPeople(before)} now={decimalForPeople(atLeast)} />
          </>
        ),
      }}
    />
  );
}
