import { api } from "~/trpc/server";

const FILES = {
  "ledger.csv": { format: "csv", type: "text/csv; charset=utf-8" },
  "ledger.jsonl": { format: "jsonl", type: "application/x-ndjson; charset=utf-8" },
} as const;

/** The ledger as a file for an auditor, sent part by part: however long it is, one part is in memory. */
export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { file } = await params;
  const known = FILES[file as keyof typeof FILES];
  if (!known) return new Response(null, { status: 404 });
  try {
    const caller = await api();
    const first = await caller.ledger.export({ format: known.format });
    let next = first.next;
    let text = first.text;
    const body = new ReadableStream<Uint8Array>({
      pull: async (stream) => {
        stream.enqueue(new TextEncoder().encode(text));
        if (next === null) return stream.close();
        const part = await caller.ledger.export({ format: known.format, after: next });
        text = part.text;
        next = part.next;
      },
    });
    const headers = {
      "content-type": known.type,
      "content-disposition": `attachment; filename="${file}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    };
    return new Response(body, { headers });
  } catch (error) {
    const { code } = error as { code?: string };
    const status = code === "UNAUTHORIZED" ? 401 : code === "FORBIDDEN" ? 403 : null;
    if (status === null) throw error;
    return new Response(null, { status, headers: { "cache-control": "no-store" } });
  }
}
