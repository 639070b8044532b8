import { DomainError } from "@upline/domain";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { type Deps, inTransaction } from "../deps.ts";
import type { RefusedBecause } from "./provider.ts";
import { settingsOf } from "./provider-settings.ts";
import { providerNamed } from "./providers.queries.ts";

export const CheckSignature = z.strictObject({
  slug: z.string().max(40),
  /** One `name: value` per line, as a terminal or a browser's inspector shows them. */
  headers: z.string().max(20_000),
  body: z.string().max(1_048_576),
});

/** What a person learns of a pasted request. */
export interface SignatureCheck {
  readonly verdict: "genuine" | "refused";
  readonly because: RefusedBecause | "verified_with_current" | "verified_with_previous";
  /** Where to look: the time, the bytes or the key, or a header that is not there. */
  readonly differs: "time" | "bytes_or_key" | "missing" | null;
}

/**
 * Says whether a pasted request would be accepted, and if not, where it differs. Of the request nothing is
 * kept; the audit log has who asked and what the answer was. A time outside the
 * tolerance is told apart from a wrong signature, since everything pasted is old.
 *
 * @throws DomainError `provider_not_found`, `provider_not_configured`
 */
export async function checkSignature(
  deps: Deps,
  { slug, headers, body }: z.output<typeof CheckSignature>,
): Promise<SignatureCheck> {
  const provider = providerNamed(slug);
  const on = await settingsOf(deps, provider);
  if (!on)
    throw new DomainError("provider_not_configured", `${provider.label} has no secret yet, so nothing can be checked.`);
  const verdict = provider.verify(
    {
      rawBody: Buffer.from(body, "utf8"),
      headers: headersIn(headers),
      receivedAt: deps.clock.wall(),
      toleranceSeconds: deps.config.WEBHOOK_TOLERANCE_SECONDS,
    },
    on.settings,
  );
  const check: SignatureCheck = verdict.ok
    ? { verdict: "genuine", because: `verified_with_${verdict.verifiedWith}`, differs: null }
    : { verdict: "refused", because: verdict.because, differs: DIFFERS[verdict.because] };
  const note = { action: "providers.checkSignature", subjectType: "provider", subjectId: slug, after: check };
  await inTransaction(deps, (tx) => audit(tx, note));
  return check;
}

const DIFFERS = {
  no_signature: "missing",
  wrong_signature: "bytes_or_key",
  outside_tolerance: "time",
  unreadable: null,
} as const satisfies Record<RefusedBecause, SignatureCheck["differs"]>;

function headersIn(text: string): Headers {
  const headers = new Headers();
  for (const line of text.split(/\r?\n/)) {
    const [, name, value] = /^\s*([A-Za-z0-9-]{1,100})\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    if (name && value !== undefined) headers.append(name, value.replace(/[^\x20-\x7e]/g, "?"));
  }
  return headers;
}
