// The background work as a process of its own, for PostgreSQL; any number of them at once.
import { startWorker } from "../src/start.ts";

await startWorker();
