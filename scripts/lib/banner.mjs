import { relative } from "node:path";
import { root } from "./toolchain.mjs";

const PEOPLE = [
  ["hazel", "distributor with a team of 64: everyday earnings, a reversal"],
  ["rowan", "distributor with 640 people below: a large tree"],
  ["clover", "joined nine days ago: the fast start window"],
  ["aster", "owner: everything"],
  ["sorrel", "finance: the second person for approvals"],
  ["bramble", "support: sees what others see, no rights over money"],
  ["teasel", "integrator: events, laboratory, keys"],
  ["yarrow", "auditor: reads only"],
];

/** The one block that the demo ends its start with. */
export function banner({ port, sandboxPort, data, folder }) {
  const portal = `http://localhost:${port}`;
  const sandbox = `http://localhost:${sandboxPort}`;
  const place = relative(root, data).startsWith("..") ? data : `${relative(root, data) || "."}/`;
  return [
    "",
    "Upline is running: the demo company Meadow & Oak.",
    "",
    `  Portal    ${portal}`,
    `  Tour      ${portal}/demo`,
    `  Shop      ${sandbox}/shop`,
    `  Sandbox   ${sandbox}   payment gateway, mail, control`,
    "",
    "  Sign in with the password meadow-and-oak as",
    ...PEOPLE.map(([name, who]) => `    ${`${name}@meadow-oak.example`.padEnd(28)}${who}`),
    "",
    `  Ctrl-C stops, data stays in ${folder ? place : "the database of DATABASE_URL"}`,
    "",
  ].join("\n");
}
