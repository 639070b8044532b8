import { join } from "node:path";
import type { NextConfig } from "next";
import { PHASE_DEVELOPMENT_SERVER } from "next/constants.js";

const root = join(import.meta.dirname, "../..");

/** `UPLINE_IS_DEV` is put in at build time: the development server needs eval and inline styles, nothing else does. */
export default function config(phase: string): NextConfig {
  return {
    outputFileTracingRoot: root,
    turbopack: { root },
    compiler: { define: { UPLINE_IS_DEV: phase === PHASE_DEVELOPMENT_SERVER } },
    transpilePackages: ["@upline/server", "@upline/db", "@upline/domain"],
    serverExternalPackages: ["@electric-sql/pglite", "pg", "pg-boss", "nodemailer", "pdfkit", "pino", "prom-client"],
    typedRoutes: true,
    // A webhook sender must never be answered with a redirect.
    skipTrailingSlashRedirect: true,
    poweredByHeader: false,
    images: { unoptimized: true },
  };
}
