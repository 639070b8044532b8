import { testEffects } from "@upline/server";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** For the fault and end-to-end suites; 404 unless the process was started for them. */
export const GET = testEffects;
