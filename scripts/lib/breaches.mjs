// One planted breach for every rule of the import law, and what the law must let pass.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise } from "./cruise.mjs";
import { sourceFiles } from "./sources.mjs";
import { root } from "./toolchain.mjs";

const value = "export const planted = 1;\n";
const uses = (path) => `import { planted } from "${path}";\nexport const used = planted;\n`;
const circle = (path) => `import { round as next } from "${path}";\nexport const round = () => next;\n`;

/** Rule → the file that breaks it and its text. */
const BREACHES = {
  "domain-imports-nothing-of-ours": ["packages/domain/src/money/planted-a.ts", uses("../../../db/src/planted.ts")],
  "db-imports-domain": ["packages/db/src/planted-a.ts", uses("../../server/src/planted.ts")],
  "server-imports-db-and-domain": ["packages/server/src/planted-a.ts", uses("../../../apps/portal/src/planted.ts")],
  "portal-imports-server-and-domain": [
    "apps/portal/src/app/planted-a.ts",
    uses("../../../../packages/db/src/planted.ts"),
  ],
  "sandbox-imports-nothing-of-ours": ["apps/sandbox/src/planted-a.ts", uses("../../../packages/domain/src/planted.ts")],
  "domain-has-no-io": ["packages/domain/src/money/planted-b.ts", 'export { readFileSync } from "node:fs";\n'],
  "calendar-lives-in-time": [
    "packages/domain/src/money/planted-c.ts",
    'export { Temporal } from "temporal-polyfill";\n',
  ],
  "reference-shares-nothing-with-the-engine": [
    "packages/domain/src/reference/planted-a.ts",
    uses("../evaluate/planted.ts"),
  ],
  "browser-entry-is-light": ["packages/domain/src/browser.ts", 'export * from "./money/planted-zod.ts";\n'],
  "client-takes-types-only": [
    "apps/portal/src/components/planted-a.ts",
    uses("~/../../../packages/server/src/planted"),
  ],
  "client-uses-zod-mini": ["apps/portal/src/components/planted-b.ts", 'export { z } from "zod";\n'],
  "providers-know-their-contract-only": ["packages/server/src/inbox/providers/planted-a.ts", uses("../../planted.ts")],
  "queries-stay-in-their-feature": ["packages/server/src/orders/planted-a.ts", uses("../people/planted.queries.ts")],
  "routers-meet-in-app-router": ["packages/server/src/orders/planted-b.ts", uses("./planted.router.ts")],
  "provider-sdks-judge-in-tests-only": [
    "packages/server/src/inbox/planted-b.ts",
    'import Stripe from "stripe";\nexport const planted = Stripe;\n',
  ],
  "no-cycles": ["packages/domain/src/money/planted-d.ts", circle("./planted-e.ts")],
};

/** What the breaches lean on. */
const NEIGHBOURS = {
  "packages/domain/src/planted.ts": value,
  "packages/domain/src/evaluate/planted.ts": value,
  "packages/domain/src/money/planted-e.ts": circle("./planted-d.ts"),
  "packages/domain/src/money/planted-zod.ts": 'export { z } from "zod";\n',
  "packages/db/src/planted.ts": value,
  "packages/server/src/planted.ts": `${value}export type Planted = number;\n`,
  "packages/server/src/people/planted.queries.ts": value,
  "packages/server/src/orders/planted.router.ts": value,
  "apps/portal/src/planted.ts": value,
};

/** What looks alike and is legal: a type in a client component, an SDK in a test, a feature's own queries. */
const LEGAL = {
  "apps/portal/src/components/planted-c.ts":
    'import type { Planted } from "~/../../../packages/server/src/planted";\nexport type Legal = Planted;\n',
  "packages/server/src/inbox/planted.peer.test.ts": 'import Stripe from "stripe";\nexport const planted = Stripe;\n',
  "packages/server/src/people/planted-a.ts": uses("./planted.queries.ts"),
  "packages/domain/src/time/planted-a.ts": 'export { Temporal } from "temporal-polyfill";\n',
};

/** Cruises a copy with every breach in it; `failures` says which rule slept or which legal file was refused. */
export async function proveRules() {
  const law = createRequire(import.meta.url)(join(root, ".dependency-cruiser.cjs"));
  const rules = law.forbidden.map((rule) => rule.name);
  const copy = realpathSync(mkdtempSync(join(tmpdir(), "upline-boundaries-")));
  try {
    copySources(copy);
    plant(copy, NEIGHBOURS);
    plant(copy, LEGAL);
    plant(copy, Object.fromEntries(Object.values(BREACHES)));
    const { summary } = await cruise(copy);
    const failures = [...rules, ...Object.keys(BREACHES)]
      .filter((name) => !rules.includes(name) || !(name in BREACHES))
      .map((name) => `${name}: it has to be both a rule and a planted breach`);
    for (const [rule, [path]] of Object.entries(BREACHES)) {
      const fired = namesFor(summary.violations, path);
      if (fired.join() !== rule) failures.push(`${rule}: ${path} set off ${fired.join(", ") || "nothing"}`);
    }
    for (const path of Object.keys(LEGAL)) {
      const fired = namesFor(summary.violations, path);
      if (fired.length > 0) failures.push(`${path} is legal but set off ${fired.join(", ")}`);
    }
    return { proven: rules.length, failures };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function namesFor(violations, path) {
  return [...new Set(violations.filter(({ from }) => from === path).map(({ rule }) => rule.name))];
}

function plant(copy, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  }
}

/** The sources with links to the installed packages; links between our packages stay inside the copy. */
function copySources(copy) {
  const config = [".dependency-cruiser.cjs", "tsconfig.json", "tsconfig.base.json", "package.json"];
  const patterns = [
    "apps/*.ts",
    "apps/*.tsx",
    "packages/*.ts",
    "packages/*.tsx",
    "apps/*/package.json",
    "packages/*/package.json",
  ];
  for (const path of [...config, ...sourceFiles(...patterns)]) cpSync(join(root, path), join(copy, path));
  for (const manifest of sourceFiles("apps/*/package.json", "packages/*/package.json")) {
    linkPackages(dirname(manifest), copy);
  }
}

function linkPackages(folder, copy) {
  const modules = join(root, folder, "node_modules");
  if (!existsSync(modules)) return;
  mkdirSync(join(copy, folder, "node_modules"), { recursive: true });
  for (const name of readdirSync(modules)) {
    if (name.startsWith(".") || name === "@upline") continue;
    symlinkSync(join(modules, name), join(copy, folder, "node_modules", name));
  }
  const { dependencies = {} } = JSON.parse(readFileSync(join(copy, folder, "package.json"), "utf8"));
  for (const name of Object.keys(dependencies).filter((dependency) => dependency.startsWith("@upline/"))) {
    const link = join(copy, folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(copy, "packages", name.slice("@upline/".length)), link);
  }
}
