import { readFileSync } from "node:fs";
import { MemoryEventStore, MemoryListenerStore } from "@factum/core";
import { trace } from "@opentelemetry/api";
import { describe, expect, it, onTestFinished } from "vitest";
import { lightSwitch, turnOn } from "./test-support/switch.js";
import { useTelemetry } from "./test-support/use-telemetry.js";
import { tracedCommandHandler, tracedListeners } from "./test-support/wiring.js";

const telemetry = useTelemetry();

describe("The wiring in the README", () => {
  it("is code that is checked with all other code", () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
    const wiring = readFileSync(new URL("./test-support/wiring.ts", import.meta.url), "utf8");
    expect(readme).toContain(`\`\`\`ts\n${wiring}\`\`\``);
  });

  it("traces a command and the store's calls for it", async () => {
    trace.setGlobalTracerProvider({ getTracer: () => telemetry.tracer });
    onTestFinished(() => trace.disable());
    await tracedCommandHandler(new MemoryEventStore())(lightSwitch, "a", turnOn);
    const names = telemetry.spans().map(({ name }) => name);
    expect(names).toEqual(["readStream shop|factum", "append shop|factum", "TurnOn Switch"]);
  });

  it("watches listeners", async () => {
    const running = tracedListeners([], { events: new MemoryEventStore(), store: new MemoryListenerStore() });
    await running.ready();
    await running.stop();
  });
});
