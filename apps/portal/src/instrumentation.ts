/** Opens the database and, where this process works in the background too, starts the workers. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { start } = await import("@upline/server");
  await start();
}
