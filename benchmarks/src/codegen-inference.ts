import {
  COMMAND_FIELDS,
  COMMANDS,
  EVENTS,
  emittedBy,
  eventFields,
  importOf,
  rejectedBy,
  SCHEMA_IMPORTS,
  STATE,
} from "./codegen-models.js";

/** The schemas of a model as a team keeps them that infers its types: constants, whose types say all there is to know. */
export const SCHEMAS_TEXT = `${SCHEMA_IMPORTS}

export const State = ${STATE};

export const events = {
${times(EVENTS, (event) => `  Happened${event}: z.object({ ${eventFields(event)} }),`)}
};

export const rejections = {
  NotThere: z.object({}),
  AlreadyThere: z.object({}),
  WasCanceled: z.object({ reason: z.string() }),
  TooMuch: z.object({ left: Money, wanted: Money }),
};

export const commands = {
${times(
  COMMANDS,
  (command) => `  Ask${command}: {
    data: z.object({ ${COMMAND_FIELDS} }),
    emits: ${JSON.stringify(emittedBy(command))},
    rejects: ${JSON.stringify(rejectedBy(command))},
  },`,
)}
} as const;
`;

/** What is generated for a model, by inference: its unions, what each command may lead to, a decider, builders for tests. */
export function inferenceText(schemas: string): string {
  return `${importOf("commands, events, rejections, State as StateSchema", schemas)}
${importOf("DecisionContext", "@factum/core")}
${importOf("MatterId as IdSchema", "../../shared/ids.js")}
${importOf("z", "zod")}

export type MatterId = z.output<typeof IdSchema>;
export type State = z.output<typeof StateSchema>;

type EventOf<Name extends keyof typeof events> = {
  [N in Name]: { readonly type: N; readonly data: Readonly<z.output<(typeof events)[N]>> };
}[Name];
type RejectionOf<Name extends keyof typeof rejections> = {
  [N in Name]: {
    readonly kind: "rejection";
    readonly name: N;
    readonly message: string;
    readonly data: Readonly<z.output<(typeof rejections)[N]>>;
  };
}[Name];
type CommandOf<Name extends keyof typeof commands> = {
  [N in Name]: { readonly type: N; readonly data: Readonly<z.output<(typeof commands)[N]["data"]>> };
}[Name];

export type MatterEvent = EventOf<keyof typeof events>;
export type MatterRejection = RejectionOf<keyof typeof rejections>;
export type MatterCommand = CommandOf<keyof typeof commands>;

type Emitted<Name extends keyof typeof commands> = (typeof commands)[Name]["emits"][number];
type Rejected<Name extends keyof typeof commands> = (typeof commands)[Name]["rejects"][number];
interface ContextOf<Name extends keyof typeof commands> extends DecisionContext<MatterId> {
  readonly event: { readonly [N in Emitted<Name>]: (data: EventOf<N>["data"]) => EventOf<N> };
  readonly reject: { readonly [N in Rejected<Name>]: (data: RejectionOf<N>["data"]) => RejectionOf<N> };
}
type DecisionOf<Name extends keyof typeof commands> =
  | EventOf<Emitted<Name>>
  | readonly EventOf<Emitted<Name>>[]
  | RejectionOf<Rejected<Name>>;

export interface Handlers {
  readonly decide: {
    readonly [N in keyof typeof commands]: (
      state: State,
      data: CommandOf<N>["data"],
      context: ContextOf<N>,
    ) => DecisionOf<N>;
  };
  readonly evolve: { readonly [N in keyof typeof events]: (state: State, data: EventOf<N>["data"]) => State };
}

declare function define(handlers: Handlers): {
  decide(state: State, command: MatterCommand, context: DecisionContext<MatterId>): readonly MatterEvent[] | MatterRejection;
  evolve(state: State, event: MatterEvent): State;
};

export const matter = define({
  decide: {
${times(COMMANDS, (command) => `    Ask${command}: () => notWritten("decide Ask${command}"),`)}
  },
  evolve: {
${times(EVENTS, (event) => `    Happened${event}: () => notWritten("evolve Happened${event}"),`)}
  },
});

function notWritten(handler: string): never {
  throw new Error(handler);
}

${times(
  EVENTS,
  (event) => `export function Happened${event}(data: EventOf<"Happened${event}">["data"]): EventOf<"Happened${event}"> {
  return { type: "Happened${event}", data: { ...data } };
}`,
)}

${times(
  COMMANDS,
  (command) => `export function Ask${command}(data: CommandOf<"Ask${command}">["data"]): CommandOf<"Ask${command}"> {
  return { type: "Ask${command}", data: { ...data } };
}`,
)}
`;
}

function times(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("\n");
}
