import { reasonWords } from "~/messages/en/reasons";
import { isComplete, Worded } from "./sentence";

/** The sentence of a reason code with its numbers; without them the shorter one. */
export function Reason({ code, detail }: { readonly code: string; readonly detail: Readonly<Record<string, string>> }) {
  const { text, more, where } = reasonWords(code);
  const isSpecial = where !== undefined && detail[where[0]] === where[1];
  const message = isSpecial ? where[2] : more && isComplete(more, detail) ? more : text;
  return <Worded message={message} values={detail} />;
}
