"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { shell } from "~/messages/en/shell";
import { cx } from "../ui/cx";
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
  item: { href, label, icon: Icon },
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
    </Link>
  );
}

const onClickOf = (onChoose: (() => void) | undefined) => (onChoose ? { onClick: onChoose } : {});
