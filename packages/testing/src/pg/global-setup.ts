import { startSharedTestServer } from "./shared-server.js";

/** For `globalSetup` of Vitest: one server for the whole run, stopped after it. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const server = await startSharedTestServer();
  return server.stop;
}
