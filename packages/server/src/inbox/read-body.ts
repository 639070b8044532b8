/** What became of reading a request: its bytes, or why there are none. */
export type Read =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "too_large"; readonly sizeBytes: number }
  | { readonly kind: "too_slow"; readonly sizeBytes: number }
  | { readonly kind: "aborted"; readonly sizeBytes: number };

/**
 * Reads a body while counting: nothing above the limit is kept, and the whole upload has one deadline. An upload that
 * the client ends makes the reader throw, which is an answer here and not an error.
 */
export async function readBody(request: Request, limitBytes: number, deadlineMs: number): Promise<Read> {
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) return { kind: "too_large", sizeBytes: 0 };
  if (request.body === null) return { kind: "bytes", bytes: new Uint8Array() };

  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<"too_slow">((resolve) => {
    timer = setTimeout(() => resolve("too_slow"), deadlineMs);
  });
  const stop = (kind: "too_large" | "too_slow" | "aborted"): Read => {
    reader.cancel().catch(() => {});
    return { kind, sizeBytes };
  };
  try {
    for (;;) {
      const step = await Promise.race([reader.read(), deadline]);
      if (step === "too_slow") return stop("too_slow");
      if (step.done)
        return isBrokenOff(request, sizeBytes) ? stop("aborted") : { kind: "bytes", bytes: joined(chunks, sizeBytes) };
      sizeBytes += step.value.byteLength;
      if (sizeBytes > limitBytes) return stop("too_large");
      chunks.push(step.value);
    }
  } catch {
    return stop("aborted");
  } finally {
    clearTimeout(timer);
  }
}

/** Some servers end the stream of a broken upload as if it were complete. */
function isBrokenOff({ headers, signal }: Request, sizeBytes: number): boolean {
  const announced = headers.get("content-length");
  return announced === null ? signal.aborted : sizeBytes < Number(announced);
}

function joined(chunks: readonly Uint8Array[], sizeBytes: number): Uint8Array {
  const [only] = chunks;
  if (chunks.length === 1 && only) return only;
  const bytes = new Uint8Array(sizeBytes);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
