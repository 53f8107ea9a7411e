import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const EVENTS = 10;
export const COMMANDS = 6;
/** Aggregates that share a folder, as a team would sort them. */
const PER_AREA = 10;

/** Writes so many model files as a large application has them: ids and values shared, a few events with a past. */
export function writeModels(folder: string, aggregates: number): void {
  write(folder, "package.json", '{ "type": "module" }\n');
  write(folder, "src/shared/ids.ts", IDS);
  write(folder, "src/shared/values.ts", VALUES);
  for (let index = 0; index < aggregates; index++) write(folder, modelFile(index), modelText(index));
}

/** Path of the n-th model, from 0, relative to the project's folder. */
export function modelFile(index: number): string {
  return `src/area-${Math.floor(index / PER_AREA)}/matter-${index}/matter-${index}.model.ts`;
}

/** The n-th model: 10 events, every third with an older version, and 6 commands. */
export function modelText(index: number): string {
  const events = Array.from({ length: EVENTS }, (_, event) => eventText(event));
  const commands = Array.from({ length: COMMANDS }, (_, command) => commandText(command));
  return `${importOf("aggregate, event, rejection", "@factum/core/model")}
${SCHEMA_IMPORTS}

/** Matter ${index}: from its opening to its end. */
export default aggregate("Matter${index}", {
  id: MatterId,
  state: ${STATE},
  initialState: { status: "none" },
  events: {
${events.join("\n")}
  },
  rejections: {
    NotThere: rejection("There is no such matter."),
    AlreadyThere: rejection("This matter exists already."),
    WasCanceled: rejection("This matter was canceled.", { reason: z.string() }),
    TooMuch: rejection("That is more than is left.", { left: Money, wanted: Money }),
  },
  commands: {
${commands.join("\n")}
  },
});

function current<Before extends object>(before: Before) {
  return { ...before, dueDate: "9999-12-31", level: "low" as const };
}
`;
}

/** The fields of an event's current version. */
export function eventFields(event: number): string {
  return [
    "traineeId: TraineeId, courseId: CourseId, note: z.string().max(500), dueDate: z.iso.date(), level: Level",
    "videoId: VideoId, amount: Money, at: z.iso.datetime(), tags: z.array(z.string())",
    "reason: z.string().min(1).max(500), address: Address.optional()",
  ][event % 3] as string;
}

export const COMMAND_FIELDS =
  "traineeId: TraineeId, videoId: VideoId, amount: Money, reason: z.string().min(1).max(500)";

/** The events that a command leads to. */
export function emittedBy(command: number): readonly string[] {
  return [`Happened${command}`, ...(command < EVENTS - COMMANDS ? [`Happened${command + COMMANDS}`] : [])];
}

/** The rejections that a command may meet. */
export function rejectedBy(command: number): readonly string[] {
  return ["NotThere", "WasCanceled", "TooMuch", ...(command === 0 ? ["AlreadyThere"] : [])];
}

function eventText(event: number): string {
  const older = "{ traineeId: TraineeId, courseId: CourseId, note: z.string().max(500) }";
  const current = `{ ${eventFields(event)} }`;
  const declared = event % 3 === 0 ? `event(${older}).next(${current}, current)` : `event(${current})`;
  return `    /** What happened, number ${event}. */
    Happened${event}: ${declared},`;
}

function commandText(command: number): string {
  return `    /** Asks for number ${command}. */
    Ask${command}: {
      data: { ${COMMAND_FIELDS} },
      emits: ${JSON.stringify(emittedBy(command))},
      rejects: ${JSON.stringify(rejectedBy(command))},
    },`;
}

export const STATE = `z.discriminatedUnion("status", [
  z.object({ status: z.literal("none") }),
  z.object({
    status: z.literal("active"),
    traineeId: TraineeId,
    courseId: CourseId,
    videos: z.array(VideoId),
    level: Level,
  }),
  z.object({ status: z.literal("canceled"), reason: z.string() }),
  z.object({ status: z.literal("completed"), total: Money }),
])`;

const IDS = `${importOf("z", "zod")}

${["Matter", "Trainee", "Course", "Video"]
  .map((name) => `export const ${name}Id = z.uuid().lowercase().meta({ id: "${name}Id" });`)
  .join("\n")}
`;

const VALUES = `${importOf("z", "zod")}

export const Level = z.enum(["low", "middle", "high"]).meta({ id: "Level" });
export const Money = z.object({ cents: z.int().min(0), currency: z.enum(["EUR", "USD"]) }).meta({ id: "Money" });
export const Address = z
  .object({ street: z.string().min(1), zip: z.string().length(5), country: z.enum(["DE", "FR"]).optional() })
  .meta({ id: "Address" });
`;

/** What the schemas of a model are made of. */
export const SCHEMA_IMPORTS = [
  importOf("z", "zod"),
  importOf("CourseId, MatterId, TraineeId, VideoId", "../../shared/ids.js"),
  importOf("Address, Level, Money", "../../shared/values.js"),
].join("\n");

/** Put together, since what looks like an import of this file would be taken for one. */
export function importOf(names: string, from: string): string {
  return `import { ${names} } from ${JSON.stringify(from)};`;
}

function write(folder: string, file: string, text: string): void {
  const target = join(folder, file);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
