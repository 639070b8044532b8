import type { DistributorId } from "@upline/domain";

/** Role presets; permissions are decided per procedure, never by a path. */
export const ROLES = ["distributor", "support", "plan", "finance", "integrator", "auditor", "owner"] as const;
export type Role = (typeof ROLES)[number];
export type AdminRole = Exclude<Role, "distributor">;

/** A signed-in person. `secondFactor` says whether this session passed one. */
export interface UserViewer {
  readonly kind: "user";
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly distributorId: DistributorId | null;
  readonly secondFactor: boolean;
  readonly address: string | null;
}

/** On whose behalf something is done. Jobs act as the system. It comes from the session, never from input. */
export type Viewer = { readonly kind: "anonymous" } | { readonly kind: "system" } | UserViewer;

export type AdminViewer = UserViewer & { readonly role: AdminRole };

export const isAdmin = (viewer: Viewer): viewer is AdminViewer =>
  viewer.kind === "user" && viewer.role !== "distributor";

/** The node of a person who sees the tree from where he stands; null for the back office and for the system. */
export const standpointOf = (viewer: Viewer): DistributorId | null =>
  viewer.kind === "user" && !isAdmin(viewer) ? viewer.distributorId : null;

/** Who stands in an audit row and in `created_by`. */
export const actorOf = (viewer: Viewer): { readonly id: string; readonly name: string } =>
  viewer.kind === "user" ? { id: viewer.userId, name: viewer.name } : { id: viewer.kind, name: viewer.kind };
