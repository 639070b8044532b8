"use client";

import { useEffect } from "react";
import { Choose } from "~/components/ui/field";
import { moneyText } from "~/components/ui/format";
import { useUrlState } from "~/components/ui/use-url-state";
import { lab } from "~/messages/en/lab";
import { statusWord } from "~/messages/en/status";
import { say } from "~/messages/say";
import { type Choice, isOfProvider, isRefusedCase, mustText, needsSponsor, ordersFor, whyNot } from "./choice";
import type { LabCase, LabOptions } from "./types";

/** Story, provider, order or sponsor, and how the event is sent. */
export function Sender({ options, choice }: { readonly options: LabOptions; readonly choice: Choice }) {
  const { set } = useUrlState();
  const provider = options.providers.find(({ slug }) => slug === choice.provider);
  const usable = options.cases.filter((one) => whyNot(one, choice) === null);
  useCaseKeys(usable, (labCase) => set({ case: labCase.id }));
  return (
    <form aria-label={lab.compose} className="lab-form" onSubmit={(event) => event.preventDefault()}>
      <Choose
        id="story"
        label={lab.story}
        value={choice.story}
        onChange={({ target }) => set({ story: target.value, order: null })}
        options={options.stories
          .filter((story) => isOfProvider(story, choice.provider))
          .map((story) => ({ value: story, label: lab.stories[story] ?? story }))}
      />
      <div>
        <h2 id="lab-provider">{lab.provider}</h2>
        <div className="provs" role="radiogroup" aria-labelledby="lab-provider">
          {options.providers.map(({ slug, label }) => (
            <label key={slug}>
              <input
                type="radio"
                name="provider"
                checked={slug === choice.provider}
                onChange={() => set({ provider: slug, order: null })}
              />
              {label}
            </label>
          ))}
        </div>
        {provider ? (
          <p className="xs muted">
            {provider.scheme}. {say(lab.signs, { part: provider.signedPart })}
          </p>
        ) : null}
      </div>
      <About options={options} choice={choice} />
      <fieldset>
        <legend className="lab-legend">{lab.kind}</legend>
        <Cases label={lab.kindAccepted} cases={options.cases.filter((one) => !isRefusedCase(one))} choice={choice} />
        <Cases label={lab.kindRefused} cases={options.cases.filter(isRefusedCase)} choice={choice} />
      </fieldset>
    </form>
  );
}

/** Which order it is about, and for an order made up, who sold. */
function About({ options, choice }: { readonly options: LabOptions; readonly choice: Choice }) {
  const { set } = useUrlState();
  const orders = ordersFor(choice.story, options.orders);
  return (
    <>
      {orders.length > 0 ? (
        <Choose
          id="order"
          label={lab.order}
          value={choice.orderId ?? "new"}
          onChange={({ target }) => set({ order: target.value })}
          options={[
            { value: "new", label: lab.madeUp },
            ...orders.map((order) => ({ value: order.id, label: orderText(order) })),
          ]}
        />
      ) : null}
      {needsSponsor(choice) && options.sponsors.length > 0 ? (
        <Choose
          id="sponsor"
          label={lab.sponsor}
          hint={lab.sponsorHint}
          value={choice.sponsorId ?? ""}
          onChange={({ target }) => set({ sponsor: target.value })}
          options={options.sponsors.map(({ id, name, number }) => ({ value: id, label: `${name}, ${number}` }))}
        />
      ) : null}
    </>
  );
}

function orderText({ number, total, status, seller }: LabOptions["orders"][number]): string {
  const values = {
    number,
    total: moneyText(total.minor, total.currency),
    status: statusWord("order", status).label.toLowerCase(),
  };
  return seller ? say(lab.orderOption, { ...values, seller: seller.name }) : say(lab.orderOptionBare, values);
}

interface CasesProps {
  readonly label: string;
  readonly cases: readonly LabCase[];
  readonly choice: Choice;
}

/** The rows of one group; a row that cannot be sent says why. */
function Cases({ label, cases, choice }: CasesProps) {
  const { set } = useUrlState();
  return (
    <>
      <p className="label lab-group">{label}</p>
      <div className="kinds">
        {cases.map((one) => {
          const reason = whyNot(one, choice);
          return (
            <label key={one.id} title={reason ?? undefined} data-off={reason === null ? undefined : true}>
              <input
                type="radio"
                name="case"
                value={one.id}
                checked={one.id === choice.labCase.id}
                disabled={reason !== null}
                aria-describedby={reason ? `why-${one.id}` : undefined}
                onChange={() => set({ case: one.id })}
              />
              <b>
                {lab.cases[one.id] ?? one.id}
                {reason ? (
                  <span className="why" id={`why-${one.id}`}>
                    {reason}
                  </span>
                ) : null}
              </b>
              <span className="x">{mustText(one)}</span>
            </label>
          );
        })}
      </div>
    </>
  );
}

/** Alt 1 to 9 choose among the cases that can be sent. */
function useCaseKeys(cases: readonly LabCase[], choose: (labCase: LabCase) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
      if (!event.altKey || event.ctrlKey || event.metaKey || digit === undefined) return;
      const labCase = cases[Number(digit) - 1];
      if (!labCase) return;
      event.preventDefault();
      choose(labCase);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [cases, choose]);
}
