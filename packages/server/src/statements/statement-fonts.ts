import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const FILES = { regular: "inter-latin-ext-400-normal.woff", strong: "inter-latin-ext-600-normal.woff" } as const;
const BASIC = { regular: "inter-latin-400-normal.woff", strong: "inter-latin-600-normal.woff" } as const;

/** The fonts of a PDF as bytes: Latin letters, and those of other European languages. */
export interface StatementFonts {
  readonly regular: Buffer;
  readonly strong: Buffer;
  readonly regularMore: Buffer;
  readonly strongMore: Buffer;
}

let read: StatementFonts | null = null;

/** Read once. A bundle moves this file but not the working directory, so the folder is looked for from there. */
export function statementFonts(): StatementFonts {
  read ??= {
    regular: readFileSync(/* turbopackIgnore: true */ join(fontFolder(), BASIC.regular)),
    strong: readFileSync(/* turbopackIgnore: true */ join(fontFolder(), BASIC.strong)),
    regularMore: readFileSync(/* turbopackIgnore: true */ join(fontFolder(), FILES.regular)),
    strongMore: readFileSync(/* turbopackIgnore: true */ join(fontFolder(), FILES.strong)),
  };
  return read;
}

function fontFolder(): string {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    for (const base of [join(/* turbopackIgnore: true */ folder, "packages", "server"), folder]) {
      const found = join(/* turbopackIgnore: true */ base, "node_modules", "@fontsource", "inter", "files");
      if (existsSync(/* turbopackIgnore: true */ join(found, BASIC.regular))) return found;
    }
    if (dirname(folder) === folder) break;
  }
  throw new Error("The fonts of the statements (@fontsource/inter) were not found; start inside the repository.");
}
