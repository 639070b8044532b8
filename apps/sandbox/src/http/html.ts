/** A piece of HTML whose texts are already escaped. Made only by `html`. */
export type Html = Readonly<{ markup: string }>;

type Piece = Html | string | number | null | false | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** HTML by template: what stands in `${}` is text and gets escaped, except other pieces of HTML. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  const markup = strings.reduce((before, text, index) => before + markupOf(pieces[index - 1] ?? null) + text);
  return { markup };
}

/** The same text, harmless between tags and inside quoted attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

function markupOf(piece: Piece): string {
  if (piece === null || piece === false) return "";
  if (typeof piece === "string" || typeof piece === "number") return escaped(String(piece));
  return "markup" in piece ? piece.markup : piece.map(({ markup }) => markup).join("");
}
