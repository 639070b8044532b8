import { randomUUID } from "node:crypto";
import type { DistributorId } from "@upline/domain";
import type { Auth } from "../auth/auth.ts";
import type { Role, Viewer } from "../auth/viewer.ts";
import { isDemoSignIn } from "../demo/users.ts";
import type { Deps } from "../deps.ts";
import { toTRPCError } from "../errors/to-trpc.ts";

/** What every procedure is handed: the ports and settings, on behalf of the person of this request. */
export type Context = Deps;

/**
 * Reads the session of a request. The viewer comes from here and from nowhere else.
 *
 * @param headers  of the request, with its cookies
 * @param address  where it came from, as far as the deployment trusts it; for the audit log
 */
export async function createContext(
  base: Deps,
  auth: Auth,
  headers: Headers,
  address: string | null,
): Promise<Context> {
  const requestId = headers.get("x-request-id") ?? randomUUID();
  const found = await auth.api.getSession({ headers }).catch((err: unknown) => {
    // Thrown on as it is, a page would print it with the token that the statement was given.
    base.log.error({ event: "session_not_read", requestId, err });
    throw toTRPCError(err);
  });
  // A session that the demo left behind opens nothing once the demo is switched off.
  const isOpen = found !== null && (base.config.DEMO || !isDemoSignIn(found.user.email));
  const viewer: Viewer = isOpen
    ? {
        kind: "user",
        userId: found.user.id,
        name: found.user.name,
        email: found.user.email,
        role: found.user.role as Role,
        distributorId: (found.user.distributorId ?? null) as DistributorId | null,
        secondFactor: found.user.twoFactorEnabled === true,
        address,
      }
    : { kind: "anonymous" };
  return { ...base, viewer, requestId, log: base.log.child({ requestId }) };
}
