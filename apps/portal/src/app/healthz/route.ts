import { healthz } from "@upline/server";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** 200 while the database answers. */
export const GET = healthz;
