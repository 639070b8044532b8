import { api } from "~/trpc/server";

/** Nothing runs, nothing is loaded, nothing is sent: only what stands in the mail, drawn inside our own frame. */
const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; " +
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
  "x-content-type-options": "nosniff",
  "x-frame-options": "SAMEORIGIN",
  "referrer-policy": "no-referrer",
  "cache-control": "private, no-store",
} as const;

/** The HTML part of one e-mail as a document of its own, for the frame on its page. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ messageId: string }> },
): Promise<Response> {
  const { messageId } = await params;
  try {
    const { html } = await (await api()).mail.get({ mailId: messageId });
    return new Response(html.replace("<head>", '<head><base target="_blank">'), { headers: HEADERS });
  } catch (error) {
    const { code } = error as { code?: string };
    const status = code === "UNAUTHORIZED" ? 401 : code === "FORBIDDEN" ? 403 : code === "NOT_FOUND" ? 404 : null;
    if (status === null) throw error;
    return new Response(null, { status, headers: { "cache-control": "no-store" } });
  }
}
