import {
  Activity,
  Armchair,
  ArrowRightLeft,
  Banknote,
  BookOpen,
  Calculator,
  CalendarClock,
  ChartNoAxesColumnIncreasing,
  CircleHelp,
  FlaskConical,
  HeartPulse,
  House,
  ListTree,
  type LucideIcon,
  Mail,
  Network,
  PartyPopper,
  Plug,
  ReceiptText,
  Scale,
  ScrollText,
  ShieldCheck,
  ShieldX,
  ShoppingCart,
  Stamp,
  UserRound,
  Users,
  Webhook,
} from "lucide-react";
import type { Route } from "next";
import { shell } from "~/messages/en/shell";

export type Role = "distributor" | "support" | "plan" | "finance" | "integrator" | "auditor" | "owner";

export interface NavChild {
  readonly href: Route;
  readonly label: string;
  /** Only where the plan in force has a tree with two legs. */
  readonly needs?: "legs";
}

export interface NavItem {
  readonly href: Route;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Pages below it that mark it as current too. */
  readonly inside?: readonly string[];
  /** Only where a plan has a tree in which everybody has a seat; or where the plan credits hosts, or a party was entered. */
  readonly needs?: "seats" | "parties";
  /** How many things wait there for the viewer. */
  readonly counts?: "approvals";
  /** Its own children in the sidebar, shown while one of them is open. */
  readonly children?: readonly NavChild[];
}
export interface NavGroup {
  readonly label: string | null;
  readonly items: readonly NavItem[];
  /** Who sees it; absent: everybody of the area. */
  readonly roles?: readonly Role[];
  /** Only with `DEMO=1`. */
  readonly isDemo?: boolean;
}

const ADMIN: readonly Role[] = ["support", "plan", "finance", "integrator", "auditor", "owner"];

/** Every route of the portal that a person reaches by a menu; sidebar, phone menu and the route test read it. */
export const DISTRIBUTOR_NAV: readonly NavGroup[] = [
  {
    label: null,
    items: [
      { href: "/home", label: shell.home, icon: House },
      {
        href: "/earnings",
        label: shell.earnings,
        icon: ReceiptText,
        inside: ["/earnings"],
        children: [
          { href: "/earnings", label: shell.earned },
          { href: "/earnings/not-paid", label: shell.notPaid },
          { href: "/earnings/statements", label: shell.statements },
          { href: "/earnings/payouts", label: shell.ownPayouts },
        ],
      },
      { href: "/rank", label: shell.rank, icon: ChartNoAxesColumnIncreasing },
      {
        href: "/team",
        label: shell.team,
        icon: ListTree,
        inside: ["/team"],
        children: [
          { href: "/team", label: shell.teamTree },
          { href: "/team/legs", label: shell.legs, needs: "legs" },
        ],
      },
      { href: "/parties", label: shell.parties, icon: PartyPopper, inside: ["/parties"], needs: "parties" },
    ],
  },
];

export const DISTRIBUTOR_ACCOUNT: readonly NavItem[] = [
  { href: "/settings/profile", label: shell.profile, icon: UserRound },
  { href: "/settings/security", label: shell.security, icon: ShieldCheck },
];

export const ADMIN_NAV: readonly NavGroup[] = [
  { label: null, items: [{ href: "/admin", label: shell.overview, icon: Activity }] },
  {
    label: shell.people,
    items: [
      { href: "/admin/people", label: shell.distributors, icon: Users, inside: ["/admin/people"] },
      { href: "/admin/tree", label: shell.trees, icon: ListTree, inside: ["/admin/tree"] },
      { href: "/admin/moves", label: shell.moves, icon: ArrowRightLeft, inside: ["/admin/moves"] },
      { href: "/admin/placement", label: shell.placement, icon: Armchair, needs: "seats" },
    ],
  },
  {
    label: shell.sales,
    items: [
      { href: "/admin/orders", label: shell.orders, icon: ShoppingCart, inside: ["/admin/orders"] },
      { href: "/admin/parties", label: shell.parties, icon: PartyPopper, inside: ["/admin/parties"], needs: "parties" },
    ],
  },
  {
    label: shell.plan,
    items: [
      { href: "/admin/plans", label: shell.plans, icon: ScrollText, inside: ["/admin/plans"] },
      { href: "/admin/ranks", label: shell.ranks, icon: ChartNoAxesColumnIncreasing, inside: ["/admin/ranks"] },
    ],
  },
  {
    label: shell.money,
    items: [
      { href: "/admin/runs", label: shell.runs, icon: Calculator, inside: ["/admin/runs"] },
      { href: "/admin/payouts", label: shell.payouts, icon: Banknote, inside: ["/admin/payouts"] },
      { href: "/admin/approvals", label: shell.approvals, icon: Stamp, counts: "approvals" },
      { href: "/admin/ledger", label: shell.ledger, icon: BookOpen, inside: ["/admin/ledger"] },
      { href: "/admin/reconciliation", label: shell.reconciliation, icon: Scale },
    ],
  },
  {
    label: shell.integrations,
    items: [
      { href: "/integrations/events", label: shell.events, icon: Webhook, inside: ["/integrations/events"] },
      { href: "/integrations/rejected", label: shell.rejected, icon: ShieldX },
      { href: "/integrations/providers", label: shell.providers, icon: Plug, inside: ["/integrations/providers"] },
    ],
  },
  {
    label: shell.demo,
    isDemo: true,
    items: [
      { href: "/lab", label: shell.laboratory, icon: FlaskConical, inside: ["/lab"] },
      { href: "/demo", label: shell.tour, icon: CircleHelp },
    ],
  },
  {
    label: shell.system,
    items: [
      { href: "/admin/jobs", label: shell.jobs, icon: CalendarClock, inside: ["/admin/jobs"] },
      { href: "/admin/mail", label: shell.mail, icon: Mail, inside: ["/admin/mail"] },
      { href: "/admin/audit", label: shell.audit, icon: ScrollText },
      { href: "/admin/health", label: shell.health, icon: HeartPulse },
    ],
  },
];

export const ADMIN_ACCOUNT: readonly NavItem[] = [
  { href: "/settings/security", label: shell.security, icon: ShieldCheck },
];

/** The bottom bar of the phone: four places, the fifth is "More". */
export const PHONE_NAV: Readonly<Record<"distributor" | "admin", readonly NavItem[]>> = {
  distributor: [
    { href: "/home", label: shell.home, icon: House },
    { href: "/team", label: shell.team, icon: ListTree, inside: ["/team"] },
    { href: "/earnings", label: shell.earnings, icon: ReceiptText, inside: ["/earnings"] },
    { href: "/rank", label: shell.rank, icon: ChartNoAxesColumnIncreasing },
  ],
  admin: [
    { href: "/admin", label: shell.overview, icon: Activity },
    { href: "/admin/people", label: shell.people, icon: Network, inside: ["/admin/people"] },
    { href: "/admin/orders", label: shell.orders, icon: ShoppingCart, inside: ["/admin/orders"] },
    { href: "/integrations/events", label: shell.events, icon: Webhook, inside: ["/integrations"] },
  ],
};

export type Area = "distributor" | "admin";
export const areaOf = (role: string): Area => ((ADMIN as readonly string[]).includes(role) ? "admin" : "distributor");
export const homeOf = (role: string): Route => (areaOf(role) === "admin" ? "/admin" : "/home");

/** What decides which places there are. */
export interface NavFor {
  readonly role: string;
  readonly isDemo: boolean;
  /** The plan in force has a tree with two legs. */
  readonly hasLegs: boolean;
  /** A plan in force or to come has a tree in which everybody has a seat. */
  readonly hasSeats: boolean;
  /** The plan in force credits hosts, or there are parties from another time. */
  readonly hasParties: boolean;
}

/** Groups without permission, and pages that the plan has no use for, are absent, not greyed. */
export const navFor = ({ role, isDemo, hasLegs, hasSeats, hasParties }: NavFor): readonly NavGroup[] =>
  (areaOf(role) === "admin" ? ADMIN_NAV : DISTRIBUTOR_NAV)
    .filter((group) => (!group.isDemo || isDemo) && (!group.roles || (group.roles as readonly string[]).includes(role)))
    .map((group) => ({
      ...group,
      items: group.items
        .filter(({ needs }) => !needs || (needs === "seats" ? hasSeats : hasParties))
        .map((item) => withoutLegs(item, hasLegs)),
    }));

/** A single place below is the place itself. */
function withoutLegs(item: NavItem, hasLegs: boolean): NavItem {
  const { children, ...rest } = item;
  const kept = children?.filter(({ needs }) => needs !== "legs" || hasLegs) ?? [];
  return kept.length > 1 ? { ...rest, children: kept } : rest;
}

export const isCurrent = (item: NavItem, path: string): boolean =>
  path === item.href || (item.inside ?? []).some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
