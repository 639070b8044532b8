import { TRPCError } from "@trpc/server";
import { DomainError, type ErrorKind } from "@upline/domain";

const TRPC_CODE = {
  invalid: "BAD_REQUEST",
  unauthorized: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  conflict: "CONFLICT",
  precondition: "PRECONDITION_FAILED",
  limited: "TOO_MANY_REQUESTS",
} as const satisfies Record<ErrorKind, TRPCError["code"]>;

/**
 * The one place where a refusal gets a tRPC code. An input of the wrong form keeps its BAD_REQUEST and the fields that are
 * wrong; whatever else is not a refusal says nothing about itself, and takes its cause along no further: who logs it has
 * done so, and a page that fails would print it with all it holds.
 */
export function toTRPCError(error: unknown): TRPCError {
  const cause = error instanceof TRPCError ? (error.cause ?? error) : error;
  if (cause instanceof DomainError) {
    return new TRPCError({ code: TRPC_CODE[cause.kind], message: cause.message, cause });
  }
  // What a use case throws reaches us wrapped as an internal error; any other code was chosen by tRPC or by ourselves.
  if (error instanceof TRPCError && error.code !== "INTERNAL_SERVER_ERROR") return error;
  return new TRPCError({
    code: "INTERNAL_SERVER_ERROR",
    message: "Something went wrong on our side. No money was moved. Try again; if it repeats, send us the reference.",
  });
}
