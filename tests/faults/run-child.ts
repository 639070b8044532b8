import { openForScript } from "../../packages/server/src/start.ts";
import { dyingAt } from "./dying.ts";
import { carryOut, type RunStep } from "./run-steps.ts";

/** A process that carries out one step of a commission run and dies at one point of it: `node run-child.ts <step> <point>`. */
const [step = "", point = ""] = process.argv.slice(2);

const { deps } = await openForScript();
await carryOut({ ...deps, db: dyingAt(deps.db, point).db }, step as RunStep);
console.log("it lived");
process.exit(0);
