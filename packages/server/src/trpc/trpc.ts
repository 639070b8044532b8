import { initTRPC } from "@trpc/server";
import { DomainError } from "@upline/domain";
import superjson from "superjson";
import { ZodError } from "zod";
import type { AdminRole } from "../auth/viewer.ts";
import { isAdmin } from "../auth/viewer.ts";
import { toTRPCError } from "../errors/to-trpc.ts";
import { unstorableAt } from "../errors/unstorable.ts";
import type { Context } from "./context.ts";

const t = initTRPC.context<Context>().create({
  transformer: superjson,
  sse: {
    ping: { enabled: true, intervalMs: 5_000 },
    client: { reconnectAfterInactivityMs: 15_000 },
    maxDurationMs: 30 * 60_000,
  },
  /** What a browser learns of a failure: the refusal's code, its words, and the reference that finds the log line. */
  errorFormatter({ shape, error, ctx }) {
    const refusal = error.cause instanceof DomainError ? error.cause : null;
    const { stack: _, ...data } = shape.data;
    return {
      ...shape,
      message: error.cause instanceof ZodError ? firstProblem(error.cause) : shape.message,
      data: {
        ...data,
        refusal: refusal?.code ?? null,
        details: refusal?.details ?? null,
        requestId: ctx?.requestId ?? null,
      },
    };
  },
});

export const router = t.router;

/** A text that the database cannot hold is the caller's to mend, whatever the procedure would do with it. */
const storable = t.procedure.use(async ({ getRawInput, next }) => {
  const place = unstorableAt(await getRawInput());
  if (place === null) return next();
  throw toTRPCError(
    new DomainError("input_malformed", `${place}: holds a character that cannot be stored. Remove it and try again.`),
  );
});

/** Turns refusals into transport errors, and logs what is a bug of ours. */
const guarded = storable.use(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const error = toTRPCError(result.error);
  if (error.code === "INTERNAL_SERVER_ERROR") {
    ctx.log.error({
      event: "procedure_failed",
      path,
      requestId: ctx.requestId,
      err: result.error.cause ?? result.error,
    });
  }
  throw error;
});

/** For anybody; only the door and the demo page use it. */
export const publicProcedure = guarded;

/** For anybody who has signed in. */
export const signedInProcedure = guarded.use(({ ctx, next }) => {
  if (ctx.viewer.kind !== "user") throw toTRPCError(new DomainError("sign_in_required", "Sign in to see this."));
  return next({ ctx: { ...ctx, viewer: ctx.viewer } });
});

/** For a distributor, who acts for himself: the id comes from the session. */
export const distributorProcedure = signedInProcedure.use(({ ctx, next }) => {
  const { distributorId } = ctx.viewer;
  if (distributorId === null) {
    throw toTRPCError(
      new DomainError("not_allowed", "This page belongs to distributors. Your sign-in has no distributor."),
    );
  }
  return next({ ctx: { ...ctx, distributorId } });
});

/** "Your role, auditor, may not do this. It needs the role plan, finance or owner." */
function refusalOf(role: string, roles: readonly string[]): string {
  const needed = roles.length === 0 ? "" : ` It needs the role ${[roles.join(", "), "owner"].join(" or ")}.`;
  return `Your role, ${role}, may not do this.${needed}`;
}

/**
 * For the back office. Without roles: any admin preset may read, and every preset but the auditor may change.
 * With roles: those presets and the owner; reading stays open to the auditor.
 */
export const adminProcedure = (...roles: readonly AdminRole[]) =>
  signedInProcedure.use(({ ctx, type, next }) => {
    const { viewer } = ctx;
    if (!isAdmin(viewer)) throw toTRPCError(new DomainError("not_allowed", "This page belongs to the back office."));
    const reads = type !== "mutation";
    const named = roles.length === 0 || viewer.role === "owner" || roles.some((role) => role === viewer.role);
    const allowed = viewer.role === "auditor" ? reads : named;
    if (!allowed) {
      throw toTRPCError(new DomainError("not_allowed", refusalOf(viewer.role, roles)));
    }
    return next();
  });

function firstProblem(error: ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join(".") || "input"}: ${issue.message}` : "The input is not valid.";
}
