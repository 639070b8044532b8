import { demoShop } from "@upline/server";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** What the sandbox's shop shows; 404 outside the demo. */
export const GET = demoShop;
