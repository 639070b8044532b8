import type { PlanScenario, PlanVersion } from "@upline/domain";
import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "~/components/ui/button";
import { Choose, Field } from "~/components/ui/field";
import { simulator } from "~/messages/en/simulator";
import { say } from "~/messages/say";

const words = simulator.scenarios.form;

interface Rows {
  readonly plan: PlanVersion;
  readonly scenario: PlanScenario;
  readonly set: (change: Partial<PlanScenario>) => void;
}
type Person = PlanScenario["people"][number];
type Order = PlanScenario["orders"][number];
type Expected = PlanScenario["expected"][number];

const pointsOf = ({ volumes }: PlanVersion) => volumes.filter(({ kind }) => kind === "points");
const namesOf = ({ people }: PlanScenario) => people.map(({ name }) => ({ value: name, label: name }));
const labelled = (list: readonly { readonly id: string; readonly label: string }[]) =>
  list.map(({ id, label }) => ({ value: id, label }));
/** A list with one item changed. */
const changed = <T extends object>(list: readonly T[], index: number, change: Partial<T>): T[] =>
  list.map((item, at) => (at === index ? { ...item, ...change } : item));

export function PeopleRows({ plan, scenario, set }: Rows) {
  const { people } = scenario;
  const edit = (index: number, change: Partial<Person>) => set({ people: changed(people, index, change) });
  // Whoever is renamed keeps his sponsorships, orders and amounts.
  const rename = (index: number, name: string) => {
    const old = people[index]?.name;
    const follow = (other: string) => (other === old ? name : other);
    set({
      people: people.map((person, at) => ({
        ...person,
        name: at === index ? name : person.name,
        sponsor: person.sponsor === null ? null : follow(person.sponsor),
      })),
      orders: scenario.orders.map((order) => ({ ...order, by: follow(order.by) })),
      expected: scenario.expected.map((row) => ({ ...row, person: follow(row.person) })),
    });
  };
  return (
    <Group
      title={words.people}
      hint={words.peopleHint}
      add={words.addPerson}
      onAdd={() =>
        set({ people: [...people, { name: `Person ${people.length + 1}`, sponsor: people.at(-1)?.name ?? null }] })
      }
    >
      {people.map((person, index) => (
        <Line
          key={index}
          what={person.name}
          onRemove={people.length > 1 ? () => set({ people: people.toSpliced(index, 1) }) : null}
        >
          <Field
            id={`person-${index}`}
            label={words.personName}
            required
            value={person.name}
            onChange={(event) => rename(index, event.target.value)}
          />
          <Choose
            id={`sponsor-${index}`}
            label={words.sponsor}
            value={person.sponsor ?? ""}
            options={[
              { value: "", label: words.noSponsor },
              ...namesOf(scenario).filter(({ value }) => value !== person.name),
            ]}
            onChange={(event) => edit(index, { sponsor: event.target.value || null })}
          />
          <Choose
            id={`rank-${index}`}
            label={words.rank}
            value={person.rank ?? ""}
            options={[{ value: "", label: words.lowest }, ...labelled(plan.ranks.slice(1))]}
            onChange={(event) => {
              const { rank: _, ...rest } = person;
              const rank = event.target.value;
              set({ people: people.with(index, rank === "" ? rest : { ...rest, rank }) });
            }}
          />
          {pointsOf(plan).map(({ id, label }) => (
            <Field
              key={id}
              id={`points-${index}-${id}`}
              label={say(words.points, { volume: label })}
              inputMode="decimal"
              value={person.points?.[id] ?? ""}
              onChange={(event) => {
                const { [id]: _, ...rest } = person.points ?? {};
                edit(index, { points: event.target.value === "" ? rest : { ...rest, [id]: event.target.value } });
              }}
            />
          ))}
          <label className="flex items-center gap-2 self-end pb-2 sm">
            <input
              type="checkbox"
              checked={person.wasActive ?? true}
              onChange={(event) => edit(index, { wasActive: event.target.checked })}
            />
            {words.wasActive}
          </label>
        </Line>
      ))}
    </Group>
  );
}

export function OrderRows({ plan, scenario, set }: Rows) {
  const { orders, people } = scenario;
  const edit = (index: number, change: Partial<Order>) => set({ orders: changed(orders, index, change) });
  const fresh: Order = { by: people.at(-1)?.name ?? "", buyer: "customer", volumes: {} };
  return (
    <Group title={words.orders} add={words.addOrder} onAdd={() => set({ orders: [...orders, fresh] })}>
      {orders.map((order, index) => (
        <Line
          key={index}
          what={`${words.orders} ${index + 1}`}
          onRemove={() => set({ orders: orders.toSpliced(index, 1) })}
        >
          <Choose
            id={`by-${index}`}
            label={words.by}
            value={order.by}
            options={namesOf(scenario)}
            onChange={(event) => edit(index, { by: event.target.value })}
          />
          <Choose
            id={`buyer-${index}`}
            label={words.buyer}
            value={order.buyer}
            options={[
              { value: "customer", label: words.customer },
              { value: "self", label: words.self },
            ]}
            onChange={(event) => edit(index, { buyer: event.target.value === "self" ? "self" : "customer" })}
          />
          {pointsOf(plan).map(({ id, label }) => (
            <Field
              key={id}
              id={`volume-${index}-${id}`}
              label={say(words.volume, { volume: label })}
              inputMode="decimal"
              value={order.volumes[id] ?? ""}
              onChange={(event) => {
                const { [id]: _, ...rest } = order.volumes;
                edit(index, { volumes: event.target.value === "" ? rest : { ...rest, [id]: event.target.value } });
              }}
            />
          ))}
          <Field
            id={`day-${index}`}
            label={words.day}
            type="number"
            min={1}
            max={366}
            value={order.day ?? 1}
            onChange={(event) => edit(index, { day: Number(event.target.value) || 1 })}
          />
        </Line>
      ))}
    </Group>
  );
}

export function ExpectedRows({ plan, scenario, set }: Rows) {
  const { expected, people } = scenario;
  const edit = (index: number, change: Partial<Expected>) => set({ expected: changed(expected, index, change) });
  const fresh: Expected = { person: people[0]?.name ?? "", bonus: plan.bonuses[0]?.id ?? "", amount: "0.00" };
  return (
    <Group title={words.expected} add={words.addExpected} onAdd={() => set({ expected: [...expected, fresh] })}>
      {expected.map((row, index) => (
        <Line
          key={index}
          what={`${words.expected} ${index + 1}`}
          onRemove={() => set({ expected: expected.toSpliced(index, 1) })}
        >
          <Choose
            id={`paid-${index}`}
            label={words.personName}
            value={row.person}
            options={namesOf(scenario)}
            onChange={(event) => edit(index, { person: event.target.value })}
          />
          <Choose
            id={`bonus-${index}`}
            label={simulator.scenarios.bonus}
            value={row.bonus}
            options={
              plan.bonuses.some(({ id }) => id === row.bonus)
                ? labelled(plan.bonuses)
                : [{ value: row.bonus, label: row.bonus }, ...labelled(plan.bonuses)]
            }
            onChange={(event) => edit(index, { bonus: event.target.value })}
          />
          <Field
            id={`amount-${index}`}
            label={words.amount}
            inputMode="decimal"
            value={row.amount}
            onChange={(event) => edit(index, { amount: event.target.value })}
          />
        </Line>
      ))}
    </Group>
  );
}

function Group({
  title,
  hint,
  add,
  onAdd,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly add: string;
  readonly onAdd: () => void;
  readonly children: ReactNode;
}) {
  return (
    <fieldset>
      <legend className="med mb-1">{title}</legend>
      {hint ? <p className="sm muted mb-2">{hint}</p> : null}
      <div className="grid gap-3">{children}</div>
      <div className="mt-2">
        <Button size="sm" variant="quiet" onClick={onAdd}>
          <Plus className="i i14" aria-hidden="true" />
          {add}
        </Button>
      </div>
    </fieldset>
  );
}

function Line({
  what,
  onRemove,
  children,
}: {
  readonly what: string;
  readonly onRemove: (() => void) | null;
  readonly children: ReactNode;
}) {
  return (
    <div className="flex items-end gap-2 border-b border-hairline pb-3">
      <div className="grid grow grid-cols-2 gap-x-3 gap-y-2 md:grid-cols-3 xl:grid-cols-6">{children}</div>
      {onRemove ? (
        <Button
          size="sm"
          variant="quiet"
          className="btn-icon"
          aria-label={say(words.remove, { what })}
          onClick={onRemove}
        >
          <X className="i i14" aria-hidden="true" />
        </Button>
      ) : null}
    </div>
  );
}
