// Makes the demo company. Does nothing when it is there; with --fresh it is made anew.
import { seedCompany } from "../src/demo/seed-company.ts";

await seedCompany(process.argv.includes("--fresh")).then(
  (done) => console.log(done),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
