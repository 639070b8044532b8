import { DomainError } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { toHttp } from "../errors/to-http.ts";
import type { Auth } from "./auth.ts";
import { refuseOtherOrigin } from "./origins.ts";

/** `/api/auth/*`: sign-in, sign-out, second step; from our own pages only. */
export async function answerAuth(deps: Deps, auth: Auth, request: Request): Promise<Response> {
  const { config, log, requestId } = deps;
  try {
    refuseOtherOrigin(request, config);
    return await auth.handler(request);
  } catch (err) {
    if (!(err instanceof DomainError)) log.error({ event: "auth_failed", requestId, err });
    return toHttp(err, requestId);
  }
}
