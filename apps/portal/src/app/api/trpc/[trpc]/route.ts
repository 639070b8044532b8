import { handleTrpc } from "@upline/server";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Every procedure of the portal, and the live stream. */
export const GET = handleTrpc;
export const POST = handleTrpc;
