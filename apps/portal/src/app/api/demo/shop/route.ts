import { app, demoShop } from "@upline/server";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** What the sandbox's shop shows: products, and whose link `?ref=` is. 404 without `DEMO=1`. */
export async function GET(request: Request): Promise<Response> {
  const { deps } = await app();
  if (!deps.config.DEMO) return new Response(null, { status: 404 });
  const ref = new URL(request.url).searchParams.get("ref") ?? "";
  return Response.json(await demoShop(deps, ref), { headers: { "cache-control": "no-store" } });
}
