import type { Route } from "next";
import Link from "next/link";
import { Copy } from "./copy";

/** Prefix and last six characters; the copy button copies all of it. `ord_…k2q9xa` */
export function shortId(id: string): string {
  const [prefix = "", rest] = id.split("_");
  if (rest === undefined) return id.length <= 12 ? id : `…${id.slice(-6)}`;
  return rest.length <= 8 ? id : `${prefix}_…${rest.slice(-6)}`;
}

export function Id({
  id,
  href,
  isWhole,
}: {
  readonly id: string;
  readonly href?: Route | undefined;
  /** Shows every character. */
  readonly isWhole?: boolean | undefined;
}) {
  const text = (
    <bdi className="mono" title={id}>
      {isWhole ? id : shortId(id)}
    </bdi>
  );
  return (
    <span className="id">
      {href ? (
        <Link className="proof" href={href}>
          {text}
        </Link>
      ) : (
        text
      )}
      <Copy value={id} what={shortId(id)} />
    </span>
  );
}
