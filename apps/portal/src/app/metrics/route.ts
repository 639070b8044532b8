import { metrics } from "@upline/server";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** For Prometheus. */
export const GET = metrics;
