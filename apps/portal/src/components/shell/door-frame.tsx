import type { ReactNode } from "react";
import { shell } from "~/messages/en/shell";
import { BrandMark } from "./brand-mark";

/** The frame of signed-out pages: the company's name and one column. `isWide` is for the tour. */
export function DoorFrame({
  company,
  isWide,
  children,
}: {
  readonly company: string;
  readonly isWide?: boolean | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className="portal">
      <a className="skip" href="#main">
        {shell.skip}
      </a>
      <div className={isWide ? "door door-wide" : "door"}>
        <header className="brand">
          <BrandMark name={company} />
        </header>
        <main id="main">{children}</main>
      </div>
    </div>
  );
}
