import type { Route } from "next";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";

type Look = {
  /** One filled button on a page at most. */
  readonly variant?: "plain" | "primary" | "quiet" | "danger" | undefined;
  readonly size?: "md" | "sm" | undefined;
  readonly children: ReactNode;
};

const look = ({ variant = "plain", size = "md" }: Pick<Look, "variant" | "size">, more?: string) =>
  cx("btn", variant !== "plain" && `btn-${variant}`, size === "sm" && "btn-sm", more);

export interface ButtonProps extends Omit<ComponentProps<"button">, keyof Look>, Look {
  /** Sends: stays focusable, refuses a second press, and says so. */
  readonly isBusy?: boolean | undefined;
}

export function Button({ variant, size, isBusy, className, children, onClick, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={isBusy ? "button" : type}
      className={look({ variant, size }, className)}
      aria-disabled={isBusy || rest["aria-disabled"]}
      onClick={isBusy ? undefined : onClick}
    >
      {children}
    </button>
  );
}

export function ButtonLink<R extends string>({
  variant,
  size,
  className,
  children,
  href,
  ...rest
}: Look & {
  readonly href: Route<R>;
  readonly className?: string | undefined;
  readonly prefetch?: boolean;
  readonly "aria-label"?: string;
}) {
  return (
    <Link {...rest} href={href} className={look({ variant, size }, className)}>
      {children}
    </Link>
  );
}
