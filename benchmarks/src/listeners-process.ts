/** The other process of `listeners.ts`: runs a read model, and tells when the rows of which position were committed. */
import { once } from "node:events";
import { readModelListener, startListeners } from "@factum/core";
import { openPg } from "@factum/pg-adapter";
import { courseSize } from "./course-size/course-size.read-model.js";

export interface WatchRequest {
  readonly connectionString: string;
  readonly schema: string;
  readonly pollMs: number;
  readonly wakeUps: boolean;
}

export interface SeenPosition {
  readonly position: number;
  /** By the clock of the machine, in milliseconds. */
  readonly at: number;
}

const { connectionString, schema, pollMs, wakeUps } = JSON.parse(process.argv[2] ?? "") as WatchRequest;
const store = await openPg({ connectionString, schema });
const running = startListeners([readModelListener(courseSize, store.readModels)], {
  events: store.events,
  store: store.listeners,
  ...(wakeUps ? { notifier: store.notifier } : {}),
  pollMs,
  onProgress: ({ checkpoint }) =>
    process.send?.({ position: checkpoint, at: performance.timeOrigin + performance.now() } satisfies SeenPosition),
  onError: (error) => console.error(error),
});
await running.ready();
process.send?.("ready");
await once(process, "message");
await running.stop();
await store.close();
process.disconnect();
