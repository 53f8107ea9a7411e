import { count, duration } from "../terminal/format.js";
import type { Terminal } from "../terminal/terminal.js";
import { percentilesOf } from "./percentiles.js";
import type { StepReply } from "./send-step.js";

/** How many commands of each kind, how fast they were answered, and with what. */
export function printFigures(terminal: Terminal, replies: readonly StepReply[], tookMs: number): void {
  const rate = count((replies.length / tookMs) * 1_000);
  terminal.line(
    `   ${count(replies.length)} commands in ${duration(tookMs)}: ${terminal.style("bold", `${rate} commands/s`)}`,
  );
  terminal.line();
  terminal.line(terminal.style("dim", latencyLine("milliseconds", "commands", ["p50", "p90", "p99", "max"])));
  for (const [command, ofCommand] of grouped(replies, ({ command }) => command)) {
    const { p50, p90, p99, max } = percentilesOf(ofCommand.map(({ sentAt, receivedAt }) => receivedAt - sentAt));
    const figures = [p50, p90, p99, max].map((value) => value.toFixed(1));
    terminal.line(latencyLine(command, count(ofCommand.length), figures));
  }
  terminal.line();
  for (const [answer, withAnswer] of grouped(replies, answerName)) {
    terminal.line(`   ${count(withAnswer.length).padStart(8)}  ${answer}`);
  }
  terminal.line();
}

function answerName({ answer }: StepReply): string {
  switch (answer.kind) {
    case "accepted":
      return answer.events.length === 0 ? "accepted, nothing to do" : `accepted ${answer.events.join(", ")}`;
    case "rejected":
      return `rejected ${answer.name}`;
    case "refused":
      return `refused  ${answer.why}`;
    case "unclear":
      return `unclear  ${answer.why}`;
  }
}

function latencyLine(name: string, commands: string, figures: readonly string[]): string {
  return `   ${name.padEnd(20)}${commands.padStart(9)}${figures.map((figure) => figure.padStart(9)).join("")}`;
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): [string, Item[]][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
