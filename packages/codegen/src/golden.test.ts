import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { expect, test } from "vitest";
import { fixtureProject, REPOSITORY, type TemporaryProject } from "../test-support/temporary-project.js";
import { generate } from "./generate.js";

const resolve = createRequire(import.meta.url).resolve;
const SLOW = 120_000;

test("what is generated compiles, is formatted, and runs", { timeout: SLOW }, async () => {
  const project = fixtureProject();
  const { diagnostics } = await generate({ folder: project.folder });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(typeCheck(project)).toEqual({ code: 0, output: "" });
  expect(lint(project)).toMatchObject({ code: 0 });

  expect(project.read("src/order/generated/order.runtime.ts")).not.toContain("OrderParked: (data");
  expect(project.read("src/order/generated/order.testkit.ts")).toContain(
    [
      "/**",
      " * The order waited for somebody to call.",
      " *",
      " * @deprecated Retired: no command emits it any more. It may be given, as history.",
      " */",
      "export function OrderParked(data: Partial<types.OrderParkedData> = {}): types.OrderParked {",
    ].join("\n"),
  );
  project.write("src/ping/ping.decider.ts", PING_DECIDER);
  project.write("src/run.ts", RUN);
  await generate({ folder: project.folder });
  expect(project.read("src/ping/ping.decider.ts")).toBe(PING_DECIDER);
  expect(typeCheck(project)).toEqual({ code: 0, output: "" });
  const run = project.node(["--conditions=@factum/source", "--import", resolve("tsx"), "src/run.ts"]);
  expect(run.output).toBe(RESULTS);
});

function typeCheck(project: TemporaryProject) {
  const config = { extends: path.join(REPOSITORY, "tsconfig.base.json"), include: ["src"] };
  project.write("tsconfig.json", JSON.stringify(config));
  const tsc = path.join(path.dirname(resolve("typescript/package.json")), "bin/tsc");
  return project.node([tsc, "-p", "."]);
}

function lint(project: TemporaryProject) {
  const config = JSON.parse(readFileSync(path.join(REPOSITORY, "biome.json"), "utf8"));
  project.write("biome.json", JSON.stringify({ ...config, $schema: undefined, vcs: undefined, root: true }));
  const biome = path.join(path.dirname(resolve("@biomejs/biome/package.json")), "bin/biome");
  const files = project.files().filter((file) => /\/generated\/|\.decider\.ts$|\.read-model\.ts$/.test(file));
  return project.node([biome, "check", ...files]);
}

const PING_DECIDER = `import { definePing } from "./generated/ping.runtime.js";

export const ping = definePing({
  decide: {
    SendPing: (state, _data, { event }) => (state.count < 2 ? [event.Pinged(), event.Pinged()] : []),
  },
  evolve: { Pinged: (state) => ({ count: state.count + 1 }) },
});
`;

const RUN = `import { isDeepStrictEqual } from "node:util";
import { fold } from "@factum/core";
import { eventRegistry, readModels } from "./generated/registry.js";
import { orderCodec } from "./order/generated/order.runtime.js";
import { OrderParked, OrderPlaced, PlaceOrder } from "./order/generated/order.testkit.js";
import { order } from "./order/order.decider.js";
import { orderBoard } from "./order-board/order-board.read-model.js";
import { id, SendPing } from "./ping/generated/ping.testkit.js";
import { ping } from "./ping/ping.decider.js";

const context = { id, version: 0, now: "2030-01-01T00:00:00.000Z", actor: undefined, newId: () => "" };
const events = ping.decide(ping.initialState, SendPing(), context);
console.log(JSON.stringify(events));
if (!("kind" in events)) console.log(JSON.stringify(fold(ping, ping.initialState, events)));

const placed = OrderPlaced({ note: "x" });
console.log(orderCodec.encode(placed).schemaVersion, isDeepStrictEqual(orderCodec.encode(placed).data, placed.data));
const upcast = orderCodec.decode({ type: "OrderPlaced", schemaVersion: 1, data: { customer: "c" } });
console.log(upcast.type, "homepage" in upcast.data && upcast.data.homepage);
console.log(orderCodec.decode({ type: "OrderShut", schemaVersion: 1, data: {} }).type);
console.log(orderCodec.decode(orderCodec.encode(OrderParked({ until: "2030-01-01" }))).type);
console.log(orderBoard.sources[0]?.types.join());
console.log(order.parseCommand(PlaceOrder()).type);
const log = { streamId: "ping-7", version: 1, position: 1, eventId: "", recordedAt: "", metadata: {} };
const recorded = eventRegistry.decode({ ...log, type: "Pinged", schemaVersion: 1, data: {} });
if (recorded.category === "ping" && recorded.type === "Pinged") console.log(recorded.id satisfies string);
console.log(readModels.map(({ title }) => title).join(" "));
try {
  order.evolve(order.initialState, placed);
} catch (error) {
  console.log(String(error));
}
`;

const RESULTS = `a model that prints
[{"type":"Pinged","data":{}},{"type":"Pinged","data":{}}]
{"count":2}
3 true
OrderPlaced https://example.com
OrderClosed
OrderParked
OrderPlaced,OrderClosed,OrderShut,OrderEnded,OrderParked,OrderShipped
PlaceOrder
7
OrderBoard
NotImplementedError: Order.OrderPlaced is not implemented yet: what handles it is the stub that was generated. Write it, and its spec.
`;
