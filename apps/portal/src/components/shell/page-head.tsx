import { ChevronLeft } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { FreshLine } from "../live/fresh-line";

/** The head of a page: h1, one line under it, the freshness line, the main action at the end side. */
export function PageHead({
  title,
  sub,
  back,
  isStatic,
  children,
}: {
  readonly title: ReactNode;
  readonly sub?: ReactNode;
  /** Below depth 2: the page above. */
  readonly back?: { readonly href: Route; readonly label: string } | undefined;
  /** The page shows nothing that ages. */
  readonly isStatic?: boolean | undefined;
  /** Actions, at the end side. */
  readonly children?: ReactNode;
}) {
  return (
    <header className="head">
      <div className="min-w-0">
        {back ? (
          <Link className="crumb" href={back.href}>
            <ChevronLeft className="i i14" aria-hidden="true" />
            {back.label}
          </Link>
        ) : null}
        <h1>{title}</h1>
        {sub ? <p className="sub sm">{sub}</p> : null}
      </div>
      <span className="right">
        {isStatic ? null : <FreshLine />}
        {children}
      </span>
    </header>
  );
}

/** The head of a section: 14/600, with a link or a count at the end side. */
export function SectionHead({ title, children }: { readonly title: ReactNode; readonly children?: ReactNode }) {
  return (
    <div className="sec-h">
      <h2>{title}</h2>
      {children ? <span className="right sm">{children}</span> : null}
    </div>
  );
}
