/**
 * An app for a test that kills it: `inline-process.ts <connection string> <schema>`. It appends as fast as it can, to an inline
 * read model that it runs the listener of, while strangers who do not know it come and go, and it is built anew.
 */
import { openPg } from "../connect/open-pg.js";
import { CHAINS } from "./chain-model.js";
import { anyMoved, anyPlace } from "./chaos/chaos-events.js";
import { startInlineApp } from "./inline-app.js";

const CALLERS = 20;

const [connectionString = "", schema = ""] = process.argv.slice(2);
const options = { connectionString, schema, applicationName: schema };
const { store } = await startInlineApp({ ...options, readModels: [CHAINS] });
const anyAppend = () => ({
  streamId: anyPlace(),
  expectedVersion: "any" as const,
  events: [anyMoved(false), anyMoved(false)],
});
process.send?.("appending");
await Promise.all([...Array.from({ length: CALLERS }, call), switchOver()]);

async function call(): Promise<never> {
  for (;;) await store.events.append(anyAppend());
}

async function switchOver(): Promise<never> {
  for (;;) {
    await store.readModels.startBuild(CHAINS);
    const stranger = await openPg(options);
    await stranger.events.append(anyAppend());
    await stranger.close();
    while ((await store.readModels.builds(CHAINS)).inline === undefined);
  }
}
