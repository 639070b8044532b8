import { existsSync } from "node:fs";
import { run } from "./processes.mjs";

/** Installs a Debian package when this is root on Debian; true when it worked. */
export async function aptInstall(name) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const lock = ["-o", "DPkg::Lock::Timeout=300"];
  await run("apt-get", [...lock, "update", "-qq"], { env });
  const { code } = await run("apt-get", [...lock, "install", "-y", "-qq", "--no-install-recommends", name], { env });
  return code === 0;
}
