import { DomainError, type ErrorKind } from "@upline/domain";

const STATUS = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition: 412,
  limited: 429,
} as const satisfies Record<ErrorKind, number>;

/**
 * The one place where a refusal gets a status: problem details (RFC 9457) with the code of the refusal. Whatever is
 * not a refusal says nothing about itself but the reference that finds its log line.
 */
export function toHttp(error: unknown, requestId: string): Response {
  const refusal = error instanceof DomainError ? error : null;
  const status = refusal ? STATUS[refusal.kind] : 500;
  const body = {
    type: "about:blank",
    title: refusal ? refusal.code.replaceAll("_", " ") : "internal error",
    status,
    detail: refusal?.message ?? "Something went wrong on our side. Try again; if it repeats, send us the reference.",
    code: refusal?.code ?? "internal",
    requestId,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "private, no-store" },
  });
}
