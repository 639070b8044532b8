import { SectionHead } from "~/components/shell/page-head";
import { Banner } from "~/components/ui/banner";
import { countText, moneyText } from "~/components/ui/format";
import { runs as words } from "~/messages/en/runs";
import { say } from "~/messages/say";
import type { Run } from "./run-review";

type Second = NonNullable<Run["second"]>;

/** What a second program came to for a sample of the run, and what it cannot judge. */
export function RunSecond({ second, currency }: { readonly second: Second; readonly currency: string }) {
  const { first, beyond } = second;
  return (
    <section className="mt-7">
      <SectionHead title={words.second} />
      {first ? (
        <Banner label={words.second} tone="bad">
          {differenceText(first, currency)}
        </Banner>
      ) : (
        <p>{agreedText(second)}</p>
      )}
      {beyond.length > 0 ? (
        <p className="sm muted mt-2">
          {say(words.secondBeyond, { labels: beyond.map(({ label }) => label).join(", ") })}
        </p>
      ) : null}
    </section>
  );
}

function agreedText({ isWhole, teams, people, lines }: Second): string {
  if (teams === 0) return words.secondNothing;
  const values = { lines: countText(lines), people: countText(people) };
  return isWhole ? say(words.secondWhole, values) : say(words.secondSample, { ...values, count: teams });
}

function differenceText(first: NonNullable<Second["first"]>, currency: string): string {
  const { name } = first;
  if (first.of === "rank") return say(words.secondRank, { name, engine: first.engine, reference: first.reference });
  const amount = (digits: string) => moneyText(BigInt(digits), currency);
  const values = { engine: amount(first.engine), reference: amount(first.reference) };
  return say(words.secondLine, { name, label: first.label ?? first.bonusId, ...values });
}
