import type { Finding, Problem } from "@factum/codegen";
import { count } from "../../text/count.js";
import { paint } from "../../text/paint.js";
import { shown } from "../../text/shown.js";
import type { CheckedLog } from "./check-log.js";
import type { FindingGroup } from "./tally.js";

/** What was found, for people: each group with what to do about it, then how far it came. */
export function reportText(checked: CheckedLog, color?: boolean): string {
  const { groups, ungrouped, events, unreadable, reached, to, isComplete } = checked;
  const lines = groups.flatMap((group) => [...describeGroup(group, color), ""]);
  if (ungrouped > 0) lines.push(`${count(ungrouped, "finding")} of other kinds ${be(ungrouped)} not listed.`, "");
  const looked = `${count(events, "event")} up to position ${reached.toLocaleString("en")}`;
  if (unreadable === 0) lines.push(paint(`${looked}: all can be read.`, "green", color));
  else lines.push(paint(`${looked}: ${unreadable.toLocaleString("en")} cannot be read.`, "red", color));
  if (!isComplete) {
    const all = `of ${to.toLocaleString("en")}`;
    lines.push(`Stopped at position ${reached.toLocaleString("en")} ${all}. To go on: --from ${reached + 1}`);
  }
  return `${lines.join("\n")}\n`;
}

function describeGroup(group: FindingGroup, color: boolean | undefined): readonly string[] {
  const { category, type, schemaVersion, count: number, examples } = group;
  const head = `${shown(category)} / ${shown(type)}, schema version ${schemaVersion}: ${titleOf(group)}`;
  const further = number - examples.length;
  return [
    `${paint(head, "red", color)} (${number.toLocaleString("en")})`,
    `  ${adviceFor(group)}`,
    ...examples.map((example) => `    ${describeExample(example)}`),
    ...(further > 0 ? [`    and ${further.toLocaleString("en")} more`] : []),
  ];
}

/** The message only where it differs from event to event; else it stands above the examples. */
function describeExample({ position, streamId, version, problem, path, message }: Finding): string {
  const place = `position ${position.toLocaleString("en")}  ${shown(streamId)} @ ${version}`;
  return isAboutData(problem) ? `${place}  ${shown(path || "(root)")}: ${shown(message)}` : place;
}

function isAboutData(problem: Problem): boolean {
  return problem === "invalid-data" || problem === "invalid-upcast";
}

function titleOf({ problem, path }: FindingGroup): string {
  switch (problem) {
    case "unknown-category":
      return "no aggregate has this category";
    case "unknown-type":
      return "no such event in the model";
    case "unknown-schema-version":
      return "no such schema version in the model";
    case "invalid-data":
      return path === "" ? "the data do not fit" : `${shown(path)} does not fit`;
    case "invalid-upcast":
      return `upcast to the current schema version, ${path === "" ? "the data do" : `${shown(path)} does`} not fit`;
    case "upcaster":
      return "an upcaster fails";
    case "decoding":
      return "it cannot be decoded";
  }
}

function adviceFor({ problem, examples }: FindingGroup): string {
  if (problem === "invalid-upcast")
    return "Mend the upcasters: what they return has to fit the current schema version.";
  if (problem !== "invalid-data") return shown(examples[0]?.message ?? "");
  return "Declare this schema version as it was when these were stored, and what it is now by .next(…).";
}

function be(number: number): string {
  return number === 1 ? "is" : "are";
}
