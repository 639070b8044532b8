import { Fragment, type ReactNode } from "react";
import { formOf, type Message, piecesOf, type ValuesOf } from "~/messages/say";

/** A message whose placeholders are filled with elements: a `<Money>`, a link, a name in `<bdi>`. */
export function Say<const M extends Message>({ of, with: values }: { of: M; with: ValuesOf<M, ReactNode> }) {
  const given = values as Readonly<Record<string, ReactNode>>;
  const pieces = piecesOf(formOf(of, given.count));
  return pieces.map(({ literal, name }, index) => <Fragment key={index}>{literal ?? given[name ?? ""]}</Fragment>);
}
