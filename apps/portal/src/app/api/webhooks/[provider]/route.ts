import { handleWebhook } from "@upline/server";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The only inbound webhook door. Every method is answered by the same function: the automatic 405 has no Allow header. */
export const POST = handleWebhook;
export const GET = handleWebhook;
export const HEAD = handleWebhook;
export const PUT = handleWebhook;
export const PATCH = handleWebhook;
export const DELETE = handleWebhook;
export const OPTIONS = handleWebhook;
