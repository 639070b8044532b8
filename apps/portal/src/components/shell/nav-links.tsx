"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useSyncExternalStore } from "react";
import { approvals } from "~/messages/en/approvals";
import { shell } from "~/messages/en/shell";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { cx } from "../ui/cx";
import { countText } from "../ui/format";
import { isCurrent, type NavFor, type NavItem, navFor } from "./nav";

/** The groups of a role as links; the one of this page is marked, its children stand under it. */
export function NavGroups({
  onChoose,
  ...who
}: NavFor & {
  readonly onChoose?: () => void;
}) {
  return (
    <nav className="nav" aria-label={shell.main}>
      {navFor(who).map(({ label, items }) => (
        <div key={label ?? "first"}>
          {label ? <h2>{label}</h2> : null}
          <NavLinks items={items} onChoose={onChoose} />
        </div>
      ))}
    </nav>
  );
}

export function NavLinks({
  items,
  onChoose,
}: {
  readonly items: readonly NavItem[];
  readonly onChoose?: (() => void) | undefined;
}) {
  const path = usePathname();
  return items.map((item) => {
    const isHere = isCurrent(item, path);
    return (
      <div key={item.href}>
        <NavLink item={item} isHere={isHere} onChoose={onChoose} />
        {isHere
          ? item.children?.map(({ href, label }) => (
              <Link
                key={href}
                href={href}
                className={cx("sub-nav", path === href && "is-here")}
                {...onClickOf(onChoose)}
              >
                {label}
              </Link>
            ))
          : null}
      </div>
    );
  });
}

export function NavLink({
  item: { href, label, icon: Icon, counts },
  isHere,
  onChoose,
  isLarge,
}: {
  readonly item: NavItem;
  readonly isHere: boolean;
  readonly onChoose?: (() => void) | undefined;
  readonly isLarge?: boolean;
}) {
  return (
    <Link href={href} aria-current={isHere ? "page" : undefined} {...onClickOf(onChoose)}>
      <Icon className={cx("i", isLarge && "i20")} aria-hidden="true" />
      {label}
      {counts === "approvals" ? <WaitingCount /> : null}
    </Link>
  );
}

const never = () => () => {};

/**
 * How many approvals wait for the viewer; nothing while none does. Asked in the browser only: a query that the menu has
 * begun on the server would have no answer there for the page that waits for it.
 */
function WaitingCount() {
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return isInBrowser ? <Waiting /> : null;
}

function Waiting() {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.approvals.count.queryOptions());
  if (!data || data.yours === 0) return null;
  return (
    <span className="nav-count">
      <span aria-hidden="true">{countText(data.yours)}</span>
      <span className="vh">{say(approvals.count, { count: data.yours })}</span>
    </span>
  );
}

const onClickOf = (onChoose: (() => void) | undefined) => (onChoose ? { onClick: onChoose } : {});
