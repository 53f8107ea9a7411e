import { createCommandHandler, type HandleCommand } from "../../command/handle-command.js";
import type { EventStore, ExpectedVersion, StoredEvent } from "../../ports/event-store.js";
import { type AccountDecider, createAccount, type OnDecide } from "./account.js";
import type { Call, CallOf, JointCall, SingleCall } from "./call.js";
import { Link } from "./link.js";
import { LinkedEventStore, linkedOutcomes, linkedSnapshots } from "./linked-stores.js";
import { pauseBy } from "./pauses.js";
import type { ExpectedSketch, Plan, Step } from "./plan.js";
import { Server } from "./server.js";
import { describeAnswer, describeCall } from "./story.js";
import { createTransfer, type Transfer } from "./transfer.js";
import { Turns } from "./turns.js";
import { uuidOf } from "./uuid-of.js";

/** A plan that was played. */
export interface Run {
  readonly plan: Plan;
  readonly calls: readonly Call[];
  /** By position. */
  readonly log: readonly StoredEvent[];
  readonly moments: readonly number[];
  /** The first call after another server took over; 0 if none did. What was called before was promised by a server that is gone. */
  readonly firstToJudge: number;
  /** Everything that happened, a line each. */
  readonly story: readonly string[];
}

/** Turns that end every run: more than any has to give. */
const TO_THE_END = 100_000;

/** More than any account has: the refusal tells what a process knows. */
const TOO_MUCH = 500;

/** Plays a plan to its end: when nothing goes wrong any more, every process is asked about every stream. */
export async function play(plan: Plan, control?: (store: EventStore) => EventStore): Promise<Run> {
  const player = new Player(plan, control);
  for (const step of plan.steps) await player.take(step);
  await player.finish();
  return player.run();
}

interface Process {
  readonly number: number;
  readonly link: Link;
  readonly store: LinkedEventStore;
  readonly handle: HandleCommand;
}

interface Folds {
  readonly account: AccountDecider;
  readonly transfer: Transfer;
}

class Player {
  readonly #plan: Plan;
  readonly #server: Server;
  readonly #turns: Turns;
  readonly #story: string[] = [];
  readonly #calls: Call[] = [];
  readonly #folds: readonly Folds[];
  readonly #processes: Process[];
  #started = 0;
  #firstToJudge = 0;
  #faults: { [Kind in "append" | "read" | "snapshot"]: Plan[`${Kind}Faults`][number][] };
  #ids = 0;
  #ticks = 0;

  constructor(plan: Plan, control: ((store: EventStore) => EventStore) | undefined) {
    this.#plan = plan;
    this.#server = new Server(control);
    this.#turns = new Turns(plan.choices);
    pauseBy(this.#turns);
    this.#faults = { append: [...plan.appendFaults], read: [...plan.readFaults], snapshot: [...plan.snapshotFaults] };
    const onDecide: OnDecide = (decision) => this.#decided(decision);
    this.#folds = [1, 100].map((scale) => {
      const account = createAccount({ scale, onDecide, snapshotEvery: plan.snapshotEvery });
      return { account, transfer: createTransfer(account, { scale, onDecide }) };
    });
    this.#processes = plan.cachedStreams.map((cachedStreams) => this.#start(cachedStreams));
  }

  async take(step: Step): Promise<void> {
    await this.#turns.give(step.after);
    switch (step.kind) {
      case "command":
      case "transfer":
        return this.#call(step);
      case "kill":
        return this.#kill(step);
      case "interruption":
        this.#tell(`process ${this.#process(step.process).number} loses a connection`);
        return this.#process(step.process).store.interrupt();
      case "failover":
        return this.#failOver(step);
      case "abort": {
        const call = this.#calls.at(-1 - step.call);
        if (call === undefined || call.leaving.signal.aborted) return;
        this.#tell(`the caller of ${call.actor} leaves`);
        return call.leaving.abort(new Error(`${call.actor} was left`));
      }
    }
  }

  async finish(): Promise<void> {
    this.#faults = { append: [], read: [], snapshot: [] };
    await this.#turns.give(TO_THE_END);
    this.#tell("nothing goes wrong any more");
    for (const asks of [
      { type: "Withdraw", data: { amount: TOO_MUCH } },
      { type: "Deposit", data: { amount: 1 } },
    ] as const) {
      for (let process = 0; process < this.#processes.length; process++) {
        for (let stream = 0; stream < this.#plan.streams; stream++) {
          const sketch = { process, stream, fold: 0, id: undefined, expected: undefined };
          this.#call({ kind: "command", after: 0, command: asks, ...sketch });
        }
      }
      await this.#turns.give(TO_THE_END);
    }
  }

  async run(): Promise<Run> {
    const { moments } = this.#server;
    return {
      plan: this.#plan,
      calls: this.#calls,
      log: await this.#server.log(),
      moments,
      firstToJudge: this.#firstToJudge,
      story: this.#story,
    };
  }

  #start(cachedStreams: number): Process {
    const server = this.#server;
    const { maxAttempts, remembers, snapshotEvery } = this.#plan;
    const faults = {
      append: () => this.#faults.append.shift() ?? "none",
      read: () => this.#faults.read.shift() ?? "none",
      snapshot: () => this.#faults.snapshot.shift() ?? "none",
    } as const;
    const link = new Link({ turns: this.#turns, server, faults, tell: (line) => this.#tell(line) });
    const store = new LinkedEventStore(link, server);
    const handle = createCommandHandler({
      store,
      cachedStreams,
      retry: { maxAttempts },
      clock: { now: () => new Date(Date.UTC(2030) + this.#ticks++).toISOString() },
      ids: { newId: () => uuidOf("id", this.#ids++) },
      ...(remembers ? { rememberOutcomes: linkedOutcomes(link, server) } : {}),
      ...(snapshotEvery === undefined ? {} : { snapshots: linkedSnapshots(link, server, faults.snapshot) }),
      onError: (error, where) => this.#tell(`${where}: ${String(error)}`),
    });
    return { number: this.#started++, link, store, handle };
  }

  #kill({ process, finishes }: Extract<Step, { kind: "kill" }>): void {
    const { number, link } = this.#process(process);
    link.kill(finishes);
    for (const call of this.#calls) if (call.process === number && call.answer === undefined) call.isKilled = true;
    this.#processes[process] = this.#start(this.#plan.cachedStreams[process] ?? 0);
    this.#tell(
      `process ${number} is killed${finishes ? "" : ", and what it had sent is lost"}; ${this.#started - 1} starts`,
    );
  }

  async #failOver({ lostMoments }: Extract<Step, { kind: "failover" }>): Promise<void> {
    await this.#server.failOver(lostMoments);
    for (const { store } of this.#processes) store.interrupt();
    this.#firstToJudge = this.#calls.length + 1;
    this.#tell("another server takes over, and all connections are lost");
  }

  #call(step: Extract<Step, { kind: "command" | "transfer" }>): void {
    const { handle, number: process } = this.#process(step.process);
    const { account, transfer } = this.#folds[step.fold] as Folds;
    const actor = `call-${this.#calls.length + 1}`;
    const leaving = new AbortController();
    const origin = { actor, metadata: { trace: `trace of ${actor}` }, signal: leaving.signal };
    const common = {
      number: this.#calls.length + 1,
      actor,
      process,
      leaving,
      begin: this.#server.now,
      isKilled: false,
      newIds: [],
      decidedInVain: 0,
    };
    if (step.kind === "command") {
      const streamId = idOf(step.stream);
      const commandId = step.id === undefined ? undefined : uuidOf("command", step.id);
      const expectedVersion = this.#versionFor(step.expected, `account-${streamId}`);
      const request = { streamId: `account-${streamId}`, command: step.command, expectedVersion };
      const call: SingleCall = { ...common, kind: "command", commandId, request };
      const options = { ...origin, ...given({ commandId, expectedVersion }) };
      this.#watch(call, () => handle(account, streamId, step.command, options));
    } else {
      const { from, to, amount, id } = step;
      // A joint command is repeated for the same streams, or it is another one.
      const commandId = id === undefined ? undefined : uuidOf("joint", id * 100 + from * 10 + to);
      const command = { type: "Transfer", data: { amount } } as const;
      const request = { from: `account-${idOf(from)}`, to: `account-${idOf(to)}`, command };
      const call: JointCall = { ...common, kind: "transfer", commandId, request };
      const options = { ...origin, ...given({ commandId }) };
      this.#watch(call, () => handle.together(transfer, { from: idOf(from), to: idOf(to) }, command, options));
    }
  }

  #watch<Result>(call: Call & CallOf<Call["kind"], Call["request"], Result>, handle: () => Promise<Result>): void {
    this.#calls.push(call);
    this.#tell(describeCall(call));
    handle().then(
      (outcome) => this.#answered(call, { kind: "outcome", outcome } as NonNullable<Call["answer"]>),
      (error: unknown) => this.#answered(call, { kind: "error", error }),
    );
  }

  #answered(call: Call, answer: NonNullable<Call["answer"]>): void {
    Object.assign(call, { answer, end: this.#server.now });
    this.#tell(describeAnswer(call));
  }

  #decided({ actor, newIds }: Parameters<OnDecide>[0]): void {
    const call = this.#calls.find((one) => one.actor === actor);
    call?.newIds.push(newIds);
    // A joint one is left between its attempts, an attempt is begun when its states are read.
    if (call?.kind === "command" && call.leaving.signal.aborted) call.decidedInVain++;
  }

  #versionFor(sketch: ExpectedSketch | undefined, streamId: string): ExpectedVersion | undefined {
    if (sketch !== "current" && sketch !== "behind") return sketch;
    const version = this.#server.versionOf(streamId);
    return sketch === "current" ? version : Math.max(0, version - 1);
  }

  #process(index: number): Process {
    return this.#processes[index] as Process;
  }

  #tell(line: string): void {
    this.#story.push(`${String(this.#server.now).padStart(3)}  ${line}`);
  }
}

function idOf(stream: number): string {
  return "abcd".charAt(stream);
}

/** Without what is undefined. */
function given<T extends object>(options: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}
