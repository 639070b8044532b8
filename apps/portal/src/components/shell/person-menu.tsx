"use client";

import { Check, Eye, EyeOff, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { shell } from "~/messages/en/shell";
import { Menu } from "../ui/menu";
import { initialsOf } from "./initials";
import { ADMIN_ACCOUNT, areaOf, DISTRIBUTOR_ACCOUNT } from "./nav";
import { NavLinks } from "./nav-links";
import { type Theme, useHiddenAmounts, useTheme } from "./preferences";
import { useSignOut } from "./sign-out";

export interface PersonMenuProps {
  readonly name: string;
  readonly role: string;
  /** The distributor's number, or the role in words. */
  readonly note: string;
  readonly theme: Theme;
  readonly isHidingAmounts: boolean;
}

/** Who is signed in, with theme, hidden amounts, the account's pages, and the way out. */
export function PersonMenu(props: PersonMenuProps) {
  const { name, note } = props;
  return (
    <Menu
      opensUp
      label={shell.personMenu}
      button={
        <span className="me">
          <span className="av" aria-hidden="true">
            {initialsOf(name)}
          </span>
          <span className="min-w-0 flex-1">
            <b>{name}</b>
            <span className="xs">{note}</span>
          </span>
        </span>
      }
    >
      <PersonItems {...props} />
    </Menu>
  );
}

const THEMES = [
  { id: "system", icon: Monitor },
  { id: "light", icon: Sun },
  { id: "dark", icon: Moon },
] as const;

/** The entries of the menu; the phone's "More" sheet shows them too. */
export function PersonItems({ role, theme: savedTheme, isHidingAmounts }: PersonMenuProps) {
  const { theme, choose } = useTheme(savedTheme);
  const signOut = useSignOut();
  const { isHidden, toggle } = useHiddenAmounts(isHidingAmounts);
  const AmountsIcon = isHidden ? Eye : EyeOff;
  return (
    <>
      <nav className="nav" aria-label={shell.account}>
        <NavLinks items={areaOf(role) === "admin" ? ADMIN_ACCOUNT : DISTRIBUTOR_ACCOUNT} />
      </nav>
      <hr />
      <p className="menu-label">{shell.theme}</p>
      {THEMES.map(({ id, icon: Icon }) => (
        <button key={id} type="button" className="menu-item" aria-pressed={theme === id} onClick={() => choose(id)}>
          <Icon className="i muted" aria-hidden="true" />
          {shell.themes[id]}
          {theme === id ? <Check className="i ms-auto" aria-hidden="true" /> : null}
        </button>
      ))}
      <hr />
      <button type="button" className="menu-item" onClick={toggle}>
        <AmountsIcon className="i muted" aria-hidden="true" />
        {isHidden ? shell.showAmounts : shell.hideAmounts}
      </button>
      <button type="button" className="menu-item" onClick={() => void signOut()}>
        <LogOut className="i muted" aria-hidden="true" />
        {shell.signOut}
      </button>
    </>
  );
}
