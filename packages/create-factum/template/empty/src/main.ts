import { fileURLToPath } from "node:url";
import { createAdaptorServer } from "@hono/node-server";
import { createApp } from "./app.js";
import { composeOnPostgres } from "./composition.js";

const { DATABASE_URL, PORT = "3000", HOST = "127.0.0.1" } = process.env;

// Only who has no database of their own needs the package, so only they load it.
const embedded = DATABASE_URL
  ? undefined
  : await (await import("@factum/testing/pg")).startEmbeddedPostgres({
      dataDir: fileURLToPath(new URL("../.data/postgres", import.meta.url)),
    });
const composition = await composeOnPostgres(DATABASE_URL || (embedded?.connectionString ?? ""), console.error);
const server = createAdaptorServer({ fetch: createApp(composition).fetch });

server.on("error", (error) => {
  console.error(error.message);
  process.exitCode = 1;
  void stopStores();
});
server.listen(Number(PORT), HOST, () => {
  const address = server.address();
  console.log(`app-name-goes-here is ready:  http://${HOST}:${typeof address === "object" ? address?.port : PORT}`);
});

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    // Ctrl-C arrives twice: from the terminal, and again from npm.
    if (stopping) return;
    stopping = true;
    // Requests under way are finished first.
    server.close(() => void stopStores());
  });
}

async function stopStores(): Promise<void> {
  await composition.stop();
  await embedded?.stop();
}
