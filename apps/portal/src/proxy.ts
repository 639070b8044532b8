import { type NextRequest, NextResponse } from "next/server";

const HSTS = "max-age=31536000; includeSubDomains";
const HEADERS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "x-frame-options": "DENY",
} as const;

/** Only what this origin serves; scripts by nonce. Development alone may eval and style inline. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${UPLINE_IS_DEV ? " 'unsafe-eval'" : ""}`,
    UPLINE_IS_DEV ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Headers of every page, and nothing else: who may see what is decided in the procedures. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const requestId = `req_${crypto.randomUUID().replaceAll("-", "")}`;

  const headers = new Headers(request.headers);
  headers.delete("x-middleware-subrequest");
  headers.set("x-nonce", nonce);
  headers.set("x-request-id", requestId);
  headers.set("x-path", request.nextUrl.pathname);
  headers.set("content-security-policy", policy);

  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  const isHttps = request.nextUrl.protocol === "https:" || request.headers.get("x-forwarded-proto") === "https";
  if (isHttps) response.headers.set("strict-transport-security", HSTS);
  return response;
}

/** Not on the doors of machines, which hand the request on untouched, nor on files, nor on a mail in its frame. */
export const config = {
  matcher: ["/((?!api/|_next/static|_next/image|icon.svg|healthz|metrics|admin/mail/[^/]+/html).*)"],
};
