/**
 * Messages are data: a text with `{name}` placeholders, or plural forms chosen by `count`.
 * The placeholder names are read from the literal type, so a missing or a wrong value does not compile.
 */
export type Plural = { readonly one: string; readonly other: string };
export type Message = string | Plural;

type Names<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type TextOf<M extends Message> = M extends Plural ? M["one"] | M["other"] : M;
/** The placeholder names of a message; a plural needs `count` as well. */
export type PlaceholdersOf<M extends Message> = Names<TextOf<M> & string> | (M extends Plural ? "count" : never);
export type ValuesOf<M extends Message, V> = { readonly [Name in PlaceholdersOf<M>]: V };

const plurals = new Intl.PluralRules("en");

/** The form of a message for a count; a plain text is its own form. */
export function formOf(message: Message, count: unknown): string {
  if (typeof message === "string") return message;
  return plurals.select(Number(count)) === "one" ? message.one : message.other;
}

/** The pieces of a text: literal parts and placeholder names in turn. */
export function piecesOf(text: string): readonly { readonly literal?: string; readonly name?: string }[] {
  return text
    .split(/(\{[a-zA-Z]+\})/)
    .filter((piece) => piece !== "")
    .map((piece) => (/^\{[a-zA-Z]+\}$/.test(piece) ? { name: piece.slice(1, -1) } : { literal: piece }));
}

const groups = new Intl.NumberFormat("en");

/**
 * A message as text. Numbers are grouped ("2,914"); everything else is put in as it is given.
 *
 * @returns the text with every placeholder replaced
 */
export function say<const M extends Message>(
  message: M,
  ...[values]: [PlaceholdersOf<M>] extends [never] ? [] : [ValuesOf<M, string | number | bigint>]
): string {
  const given = (values ?? {}) as Readonly<Record<string, string | number | bigint>>;
  return piecesOf(formOf(message, given.count))
    .map(({ literal, name }) => literal ?? asText(given[name ?? ""]))
    .join("");
}

function asText(value: string | number | bigint | undefined): string {
  return typeof value === "string" ? value : value === undefined ? "" : groups.format(value);
}
