import { EventEmitter } from "node:events";
import { notifierContract } from "@factum/testing/contract";
import { EmitterNotifier } from "./emitter-notifier.js";

notifierContract({
  name: "EmitterNotifier",
  // How long a wake-up may take before a test gives up.
  patienceMs: 5_000,
  open: async () => {
    const emitter = new EventEmitter();
    const told: unknown[] = [];
    const notifier = new EmitterNotifier(emitter, (error) => told.push(error));
    const another = new EmitterNotifier(emitter, () => {});
    // There is no connection that could be lost. Where there is one, `interrupt` cuts it.
    return { notifier, another, told, interrupt: null, close: async () => void emitter.removeAllListeners() };
  },
});
