import type { Deps } from "../deps.ts";
import { toHttp } from "../errors/to-http.ts";
import type { Auth } from "./auth.ts";
import { refuseOtherOrigin } from "./origins.ts";

/** `/api/auth/*`: sign-in, sign-out, second step; from our own pages only. */
export async function answerAuth(deps: Deps, auth: Auth, request: Request): Promise<Response> {
  try {
    refuseOtherOrigin(request, deps.config);
  } catch (error) {
    return toHttp(error, deps.requestId);
  }
  return auth.handler(request);
}
