import { Fragment, type ReactNode } from "react";
import { SENTENCES } from "~/messages/en/sentences";
import { formOf, type Message } from "~/messages/say";
import { decimalGrouped, minorDigitsOf, minorOf, rateFromDecimal, volumeText } from "./format";
import { shortId } from "./id";
import { Day, Instant } from "./instant";
import { Money } from "./money";

/** A key and exact values from the server, worded here. */
export interface SentenceParts {
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
}

/** A sentence of the server in the reader's words; amounts and names stand out. An unknown key shows its values. */
export function Sentence({
  parts,
  isPlain,
}: {
  readonly parts: SentenceParts;
  readonly isPlain?: boolean | undefined;
}) {
  const known = SENTENCES[parts.key];
  const choices = known === undefined ? [] : isMessage(known) ? [known] : known;
  const message = choices.find((choice) => isComplete(choice, parts.values)) ?? choices.at(-1);
  if (!message) return parts.values.text ?? fallback(parts);
  return <Worded message={message} values={parts.values} isPlain={isPlain} />;
}

const isMessage = (known: Message | readonly Message[]): known is Message => !Array.isArray(known);

/** Any message with `{name:kind}` placeholders, filled with raw values. */
export function Worded({
  message,
  values,
  isPlain,
}: {
  readonly message: Message;
  readonly values: Readonly<Record<string, string>>;
  readonly isPlain?: boolean | undefined;
}) {
  return formOf(message, values.count)
    .split(/(\{[a-zA-Z]+(?::[a-z]+)?\})/)
    .map((piece, index) => {
      const match = /^\{([a-zA-Z]+)(?::([a-z]+))?\}$/.exec(piece);
      const written = match ? wordOf(values[match[1] ?? ""], match[2], values.currency) : piece;
      return <Fragment key={index}>{match && !isPlain ? <b>{written}</b> : written}</Fragment>;
    });
}

/** Whether `values` holds everything the message asks for. */
export function isComplete(message: Message, values: Readonly<Record<string, string>>): boolean {
  const names = [...formOf(message, values.count).matchAll(/\{([a-zA-Z]+)(?::[a-z]+)?\}/g)].map(
    ([, name]) => name ?? "",
  );
  return names.every((name) => values[name] !== undefined && values[name] !== "");
}

function wordOf(value: string | undefined, kind: string | undefined, currency: string | undefined): ReactNode {
  if (value === undefined) return "…";
  switch (kind) {
    case "money": {
      const minor = currency ? minorOf(value, minorDigitsOf(currency)) : null;
      return minor !== null && currency ? <Money minor={minor} currency={currency} /> : value;
    }
    case "volume":
      return /^-?\d+$/.test(value) ? volumeText(BigInt(value)) : value;
    case "points":
      return decimalGrouped(value);
    case "name":
      return <bdi>{value.replace(/^./u, (letter) => letter.toUpperCase())}</bdi>;
    case "rate":
      return rateFromDecimal(value);
    case "rates":
      return value.split(" / ").map(rateFromDecimal).join(" / ");
    case "day":
      return /^\d{4}-\d\d-\d\d$/.test(value) ? <Day on={value} /> : isInstant(value) ? <Day at={value} /> : value;
    case "at":
      return isInstant(value) ? <Instant at={value} /> : value;
    case "number":
      return <bdi className="nowrap">{value}</bdi>;
    case "id":
      return <span className="mono">{shortId(value)}</span>;
    default:
      return <bdi>{value}</bdi>;
  }
}

const isInstant = (value: string) => /^\d{4}-\d\d-\d\dT/.test(value);

function fallback({ key, values }: SentenceParts): string {
  const words = (key.split(".").at(-1) ?? key).replaceAll("_", " ");
  return [words, ...Object.values(values)].join(" · ");
}
