"use client";

import { Ellipsis } from "lucide-react";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { shell } from "~/messages/en/shell";
import { Sheet } from "../ui/dialog";
import { areaOf, isCurrent, type NavFor, PHONE_NAV } from "./nav";
import { NavGroups, NavLink } from "./nav-links";
import { PersonItems, type PersonMenuProps } from "./person-menu";

/** The bottom bar of five on phones; "More" opens everything else from the bottom. */
export function PhoneBar({ isDemo, hasLegs, hasSeats, hasParties, ...person }: PersonMenuProps & Omit<NavFor, "role">) {
  const path = usePathname();
  const [isOpen, setIsOpen] = useState(false);
  const items = PHONE_NAV[areaOf(person.role)];
  return (
    <>
      <nav className="tabs5" aria-label={shell.phone}>
        {items.map((item) => (
          <NavLink key={item.href} item={item} isHere={isCurrent(item, path)} isLarge />
        ))}
        <button type="button" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
          <Ellipsis className="i i20" aria-hidden="true" />
          {shell.more}
        </button>
      </nav>
      <Sheet isOpen={isOpen} onClose={() => setIsOpen(false)} title={person.name}>
        <div className="menu-panel-flat">
          <NavGroups
            role={person.role}
            isDemo={isDemo}
            hasLegs={hasLegs}
            hasSeats={hasSeats}
            hasParties={hasParties}
            onChoose={() => setIsOpen(false)}
          />
          <hr />
          <PersonItems {...person} />
        </div>
      </Sheet>
    </>
  );
}
