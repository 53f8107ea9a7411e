import { type SafePositionHolder, type StoreStatus, storeStatus } from "@factum/pg-adapter";
import type { Command } from "commander";
import type { Output } from "../../output.js";
import { type Color, paint } from "../../text/paint.js";
import { table } from "../../text/table.js";
import { addDatabaseOptions, type DatabaseOptions } from "./database-options.js";
import { onDatabase } from "./on-database.js";

/** `factum db status`: thin, over `storeStatus`. */
export function addStatus(db: Command, output: Output): void {
  addDatabaseOptions(db.command("status"))
    .description("what is stored, how far listeners are, and who keeps them")
    .action(async (options: DatabaseOptions) => {
      const status = await onDatabase(options, storeStatus);
      output.out(options.json === true ? `${JSON.stringify(status, null, 2)}\n` : describeStatus(status, output.color));
    });
}

function describeStatus(status: StoreStatus, color: boolean | undefined): string {
  const { migrations, functions, listeners, holders } = status;
  return [
    section(`Schema ${status.schema}`, [
      ["server", `Postgres ${status.serverVersion}`],
      ["library", `@factum/pg-adapter ${status.libraryVersion}`],
      ["last event", grouped(status.lastEvent)],
      ["safe position", grouped(status.safePosition)],
      ["last position", grouped(status.lastPosition)],
      ["events", estimate(status.approximateEvents)],
      ["streams", estimate(status.approximateStreams)],
    ]),
    section(
      "Migrations and functions",
      [
        ...migrations.map(({ name, state, appliedAt }) => [name, state, appliedAt ?? ""]),
        ...functions.map(({ name, state }) => [name, state, ""]),
      ],
      (line) => paint(line, "red", color && /\s(pending|unknown|changed|missing|differs)\b/.test(line)),
    ),
    section(
      "Listeners",
      listeners.length === 0
        ? [["none has started yet"]]
        : listeners.map(({ name, checkpoint, behind, updatedAt }) => [
            name,
            `at ${grouped(checkpoint)}`,
            behind === 0 ? "up to date" : `${grouped(behind)} behind`,
            updatedAt,
          ]),
    ),
    section("Who holds back the safe position", holders.length === 0 ? [["nobody"]] : holders.map(holderRow), (line) =>
      paint(line, holders.length === 0 ? "dim" : ("yellow" satisfies Color), color),
    ),
  ].join("\n");
}

function section(title: string, rows: readonly (readonly string[])[], line = (text: string) => text): string {
  const lines = table(rows, "  ").trimEnd().split("\n").map(line);
  return `${title}\n${lines.join("\n")}\n`;
}

function holderRow(holder: SafePositionHolder): string[] {
  const { floor, pid, preparedTransaction, ageMs, applicationName, state, clientAddress } = holder;
  return [
    pid === null ? `prepared transaction ${JSON.stringify(preparedTransaction)}` : `process ${pid}`,
    `at ${grouped(floor)}`,
    ageMs === null ? "age unknown" : `for ${(ageMs / 1000).toFixed(1)} s`,
    applicationName ?? "",
    state ?? "",
    clientAddress ?? "",
  ];
}

function estimate(rows: number | null): string {
  return rows === null ? "not counted yet" : `about ${grouped(rows)}`;
}

function grouped(number: number): string {
  return number.toLocaleString("en");
}
