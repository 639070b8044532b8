"use client";

import { door } from "~/messages/en/door";
import { say } from "~/messages/say";

/** The answer of the auth handler: its body on success, a sentence on refusal. */
export type AuthAnswer =
  | { readonly ok: true; readonly body: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly status: number; readonly code: string; readonly retryAfterSeconds: number | null };

/**
 * A POST to the auth handler under /api/auth. Its own client would cost 20 kB for the five calls that we make.
 *
 * @returns never throws: no connection is status 0
 */
export async function postAuth(path: string, body: Readonly<Record<string, unknown>>): Promise<AuthAnswer> {
  try {
    const response = await fetch(`/api/auth${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = (await response.json().catch(() => ({}))) as Record<string, unknown> | null;
    if (response.ok) return { ok: true, body: answer ?? {} };
    const retry = Number(response.headers.get("retry-after") ?? response.headers.get("x-retry-after") ?? Number.NaN);
    return {
      ok: false,
      status: response.status,
      code: typeof answer?.code === "string" ? answer.code : "unknown",
      retryAfterSeconds: Number.isFinite(retry) ? retry : null,
    };
  } catch {
    return { ok: false, status: 0, code: "offline", retryAfterSeconds: null };
  }
}

/** One sentence for every refusal; `wrong` is said when what was entered is not right. */
export function refusalText(
  { status, code, retryAfterSeconds }: Extract<AuthAnswer, { ok: false }>,
  wrong: string = door.wrong,
): string {
  if (status === 429) return retryAfterSeconds ? say(door.limited, { count: retryAfterSeconds }) : door.limitedSoon;
  if (status === 0) return door.offline;
  if (code === "other_origin") return door.otherOrigin;
  return status >= 500 ? door.unexpected : wrong;
}
