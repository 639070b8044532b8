import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { Auth } from "../auth/auth.ts";
import { refuseOtherOrigin } from "../auth/origins.ts";
import type { Deps } from "../deps.ts";
import { toTRPCError } from "../errors/to-trpc.ts";
import { clientAddress } from "../operations/client-address.ts";
import { appRouter } from "./app-router.ts";
import { createContext } from "./context.ts";

/** `/api/trpc/*`: every procedure on behalf of the person whose session the request carries, from our own pages only. */
export function answerTrpc(deps: Deps, auth: Auth, request: Request): Promise<Response> {
  const { headers } = request;
  const contextOf = async () => {
    try {
      refuseOtherOrigin(request, deps.config);
    } catch (error) {
      throw toTRPCError(error);
    }
    return createContext(deps, auth, headers, clientAddress(headers, deps.config.TRUSTED_PROXIES));
  };
  return fetchRequestHandler({ endpoint: "/api/trpc", req: request, router: appRouter, createContext: contextOf });
}
