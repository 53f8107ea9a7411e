/** The parts of an aggregate's literal, as text. */
export interface AggregateParts {
  readonly name?: string;
  readonly id?: string;
  readonly state?: string;
  readonly initialState?: string;
  readonly events?: string;
  readonly rejections?: string;
  readonly commands?: string;
  /** Further lines, e.g. `category: "x"`. */
  readonly more?: string;
}

/**
 * A sound aggregate's model file, apart from the parts that a test is about. Each part is one line: the name stands on
 * line 1, then id, state, initialState, events, rejections, commands on lines 2 to 7, more on line 8.
 */
export function aggregateText(parts: AggregateParts = {}): string {
  return [
    `export default aggregate(${parts.name ?? '"Training"'}, {`,
    `  id: ${parts.id ?? 'z.uuid().lowercase().meta({ id: "TrainingId" })'},`,
    `  state: ${parts.state ?? "z.object({ open: z.boolean() })"},`,
    `  initialState: ${parts.initialState ?? "{ open: false }"},`,
    `  events: ${parts.events ?? "{ Opened: event({}), Closed: event({ reason: z.string() }) }"},`,
    `  rejections: ${parts.rejections ?? '{ IsOpen: rejection("It is open.") }'},`,
    `  commands: ${parts.commands ?? '{ Open: { data: {}, emits: ["Opened", "Closed"], rejects: ["IsOpen"] } }'},`,
    `  ${parts.more ?? ""}`,
    "});",
  ].join("\n");
}

/** The parts of a read model's literal, as text. */
export interface ReadModelParts {
  readonly name?: string;
  readonly from?: string;
  readonly key?: string;
  readonly row?: string;
  /** Further lines, e.g. `indexes: ["x"]`. */
  readonly more?: string;
  /** Several tables, in the place of key and row. */
  readonly tables?: string;
}

/**
 * A sound read model's file: the import on line 1, the name on line 2, then from, key, row on lines 3 to 5, more on line 6.
 * With tables, those stand on line 4, more on line 5.
 */
export function readModelText(parts: ReadModelParts = {}): string {
  return [
    'import Training from "./training.model.js";',
    `export default readModel(${parts.name ?? '"TrainingList"'}, {`,
    `  from: ${parts.from ?? '[Training.events("Opened", "Closed")]'},`,
    ...(parts.tables === undefined
      ? [
          `  key: ${parts.key ?? '["trainingId"]'},`,
          `  row: ${parts.row ?? "{ trainingId: z.string(), reason: z.string() }"},`,
        ]
      : [`  tables: ${parts.tables},`]),
    `  ${parts.more ?? ""}`,
    "});",
  ].join("\n");
}
