import { createServer } from "node:net";
import { expect, test } from "vitest";
import { demandFree, freePort, freePorts } from "./ports.mjs";

test("a taken port is refused by its number, and with the name of the setting that chooses another", async () => {
  const port = await freePort();
  await expect(demandFree(port, { name: "PORT", use: "the portal" })).resolves.toBeUndefined();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  try {
    await expect(demandFree(port, { name: "PORT", use: "the portal" })).rejects.toThrow(
      `Port ${port} (the portal) is taken: stop what listens there, or choose another with PORT=….`,
    );
  } finally {
    server.close();
  }
});

test("free ports in a row can all be listened on", async () => {
  const lowest = await freePorts(3);
  for (const port of [lowest, lowest + 1, lowest + 2]) {
    await expect(demandFree(port, { name: "PORT", use: "a test" })).resolves.toBeUndefined();
  }
});
