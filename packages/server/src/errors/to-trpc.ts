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

/** The one place where a refusal gets a tRPC code. Whatever is not a refusal says nothing about itself. */
export function toTRPCError(error: unknown): TRPCError {
  if (error instanceof TRPCError) return error;
  if (error instanceof DomainError) {
    return new TRPCError({ code: TRPC_CODE[error.kind], message: error.message, cause: error });
  }
  return new TRPCError({
    code: "INTERNAL_SERVER_ERROR",
    message: "Something went wrong on our side. No money was moved. Try again; if it repeats, send us the reference.",
    cause: error,
  });
}
