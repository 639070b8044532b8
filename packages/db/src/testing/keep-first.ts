import { linkSync, rmSync, writeFileSync } from "node:fs";

/**
 * Puts a whole file in place unless one is there already. A file in place is never replaced: whoever has opened it as a
 * blob could not read it any more.
 */
export function keepFirst(file: string, bytes: Uint8Array): void {
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, bytes);
  try {
    linkSync(partial, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(partial, { force: true });
  }
}
