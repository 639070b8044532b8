import { HaveNeedList } from "../ui/have-need";
import { Sentence } from "../ui/sentence";
import type { NeedView } from "../views";

/** Requirements as have, need, missing; the nearest unmet one first. */
export function Needs({ requirements }: { readonly requirements: readonly NeedView[] }) {
  const sorted = requirements.toSorted((a, b) => Number(a.ok) - Number(b.ok));
  return (
    <HaveNeedList
      items={sorted.map(({ text, have, need, missing, ok, unit }) => ({
        id: `${text.key} ${Object.values(text.values).join(" ")}`,
        label: <Sentence parts={text} isPlain />,
        have,
        need,
        missing,
        ok,
        unit,
      }))}
    />
  );
}
