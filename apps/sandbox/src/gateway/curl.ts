import type { Provider } from "../config.ts";
import { eventRefOf } from "./event-text.ts";
import { request } from "./mischief.ts";

export type CurlTexts = Readonly<{
  /** One command with the signature computed now; good until its time window ends. */
  asSent: string;
  /** A script for sh that signs anew with openssl each time it runs. */
  resign: string;
}>;

type Asked = Readonly<{ provider: Provider; body: string; secret: string; seconds: number; portalUrl: string }>;

const CURL_END = `-w '\\nHTTP %{http_code}\\n' --data-binary @-`;

/** Both texts can be pasted into bash and into sh; the body arrives byte by byte as it was given. */
export function curlTexts(asked: Asked): CurlTexts {
  const { provider, body, secret, portalUrl } = asked;
  const { path, headers } = request(asked);
  const url = quoted(`${portalUrl}${path}`);
  const flags = Object.entries(headers)
    .filter(([name]) => name !== "user-agent")
    .map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  const asSent = [`printf '%s' ${quoted(body)} |`, `  curl -sS -X POST ${url} ${flags.join(" ")} ${CURL_END}`];

  const resign = provider === "stripe" ? stripeScript(secret, body, url) : standardScript(secret, body, url);
  return { asSent: `${asSent.join("\n")}\n`, resign: `${resign.join("\n")}\n` };
}

function stripeScript(secret: string, body: string, url: string): readonly string[] {
  return [
    `export STRIPE_WEBHOOK_SECRET=${quoted(secret)}`,
    `body=${quoted(body)}`,
    "t=$(date +%s)",
    `v1=$(printf '%s' "$t.$body" | openssl dgst -sha256 -hmac "$STRIPE_WEBHOOK_SECRET" | sed 's/^.*= *//')`,
    `printf '%s' "$body" |`,
    `  curl -sS -X POST ${url} -H 'content-type: application/json; charset=utf-8' \\`,
    `  -H "stripe-signature: t=$t,v1=$v1" ${CURL_END}`,
  ];
}

function standardScript(secret: string, body: string, url: string): readonly string[] {
  return [
    `export STANDARD_WEBHOOK_SECRET=${quoted(secret)}`,
    `body=${quoted(body)}`,
    `id=${quoted(eventRefOf("standard", body) ?? "")}`,
    "t=$(date +%s)",
    `key=$(printf '%s' "\${STANDARD_WEBHOOK_SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')`,
    `v1=$(printf '%s' "$id.$t.$body" |`,
    `  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)`,
    `printf '%s' "$body" |`,
    `  curl -sS -X POST ${url} -H 'content-type: application/json; charset=utf-8' \\`,
    `  -H "webhook-id: $id" -H "webhook-timestamp: $t" -H "webhook-signature: v1,$v1" ${CURL_END}`,
  ];
}

/** In single quotes nothing has a meaning but the single quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
