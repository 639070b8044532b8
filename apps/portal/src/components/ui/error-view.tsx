"use client";

import { errors } from "~/messages/en/errors";
import { ErrorState } from "./states";

/** What tRPC and the auth handler know about a failure, in our words. */
export function ErrorView({
  error,
  onRetry,
  takesFocus,
}: {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  readonly takesFocus?: boolean;
}) {
  const { message, reference } = refusalOf(error);
  if (message) return <ErrorState what={message} reference={reference} onRetry={onRetry} takesFocus={takesFocus} />;
  return (
    <ErrorState
      what={errors.unexpected.what}
      money={errors.unexpected.money}
      todo={errors.unexpected.todo}
      reference={reference}
      onRetry={onRetry}
      takesFocus={takesFocus}
    />
  );
}

export interface Refusal {
  /** The server's sentence for a person; null when the failure was not meant. */
  readonly message: string | null;
  readonly code: string | null;
  readonly reference: string | null;
}

/** Reads a refusal out of whatever was thrown; anything unexpected keeps its reference only. */
export function refusalOf(error: unknown): Refusal {
  const { data, message, digest } = (error ?? {}) as {
    data?: { refusal?: string | null; requestId?: string | null; httpStatus?: number } | null;
    message?: string;
    digest?: string;
  };
  const isMeant = typeof data?.refusal === "string" || (data?.httpStatus !== undefined && data.httpStatus < 500);
  return {
    message: isMeant && message ? message : null,
    code: data?.refusal ?? null,
    reference: data?.requestId ?? digest ?? null,
  };
}
