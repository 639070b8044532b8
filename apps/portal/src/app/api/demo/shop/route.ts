import { demoShop } from "@upline/server";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** What the sandbox's shop shows: products, and whose link `?ref=` is. 404 without `DEMO=1`. */
export const GET = demoShop;
