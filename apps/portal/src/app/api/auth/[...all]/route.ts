import { handleAuth } from "@upline/server";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Sign-in, sign-out, second step. */
export const GET = handleAuth;
export const POST = handleAuth;
