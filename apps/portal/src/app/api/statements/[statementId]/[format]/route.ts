import { api } from "~/trpc/server";

const TYPES = {
  pdf: "application/pdf",
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
} as const;
type Format = keyof typeof TYPES;

/** A statement as a file: the same bytes whenever it is asked for. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ statementId: string; format: string }> },
): Promise<Response> {
  const { statementId, format } = await params;
  if (!(format in TYPES)) return new Response(null, { status: 404 });
  try {
    const { name, base64 } = await (await api()).statements.file({ statementId, format: format as Format });
    return new Response(Buffer.from(base64, "base64"), {
      headers: {
        "content-type": TYPES[format as Format],
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    const { code } = error as { code?: string };
    const status = code === "UNAUTHORIZED" ? 401 : code === "FORBIDDEN" ? 403 : code === "NOT_FOUND" ? 404 : null;
    if (status === null) throw error;
    return new Response(null, { status, headers: { "cache-control": "no-store" } });
  }
}
