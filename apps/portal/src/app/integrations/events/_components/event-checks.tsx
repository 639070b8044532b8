import { Check, Clock, FileText, type LucideIcon, Repeat, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { countText, millisecondsText } from "~/components/ui/format";
import { integrations } from "~/messages/en/integrations";
import { say } from "~/messages/say";
import type { Outputs } from "../../_components/outputs";

const words = integrations.event;
export type InboxEvent = Outputs["inbox"]["get"];

/** The verdict in four parts: signature, time, body, first seen. */
export function EventChecks({ event: { row, verification, sizeBytes } }: { readonly event: InboxEvent }) {
  return (
    <ul className="checks" aria-label={words.checks}>
      <Item icon={ShieldCheck} title={words.signature} hint={verification.scheme}>
        {withText(words.valid, verification.verifiedWith)}
      </Item>
      <Item icon={Clock} title={words.timestamp}>
        {ageText(verification)}
      </Item>
      <Item icon={FileText} title={words.body}>
        {say(words.size, { count: countText(sizeBytes) })}
      </Item>
      <Item icon={row.duplicates > 0 ? Repeat : Check} title={words.first}>
        {row.duplicates > 0 ? say(words.duplicates, { count: row.duplicates }) : words.noDuplicates}
      </Item>
    </ul>
  );
}

interface ItemProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

function Item({ icon: Icon, title, hint, children }: ItemProps) {
  return (
    <li title={hint}>
      <b>
        <Icon className="i i14" aria-hidden="true" />
        {title}
      </b>
      {children}
    </li>
  );
}

/** Which secret verified, in the words of one of two places. */
export function withText(
  texts: Readonly<Record<"current" | "previous" | "other", string> & { readonly import?: string }>,
  verifiedWith: string,
): string {
  if (verifiedWith === "current" || verifiedWith === "previous") return texts[verifiedWith];
  if (verifiedWith === "import" && texts.import) return texts.import;
  return texts.other.replace("{with}", verifiedWith);
}

function ageText({ ageSeconds, toleranceSeconds, verifiedWith }: InboxEvent["verification"]): string {
  if (ageSeconds === null) return verifiedWith === "import" ? words.notKept : words.noTime;
  const age = millisecondsText(Math.abs(ageSeconds) * 1000);
  return say(ageSeconds < 0 ? words.ahead : words.age, {
    age: ageSeconds === 0 ? "0 s" : age,
    tolerance: toleranceSeconds,
  });
}
