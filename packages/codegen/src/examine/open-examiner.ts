import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import type { StoredEvent } from "@factum/core";
import { registryFile } from "../emit/registry/registry-file.js";
import { childArguments } from "../load/child-command.js";
import { endWithParent } from "../load/end-with-parent.js";
import { scrubEnvironment } from "../load/scrub-environment.js";
import { shownPath } from "../load/source/model-text.js";
import { projectFolder } from "../project-folder.js";
import { ExaminerError } from "./examiner-error.js";
import type { Finding } from "./finding.js";
import { messagesOf } from "./messages-of.js";
import type { ExamineReply, ExamineRequest } from "./protocol.js";

/** How long node, tsx and the project's modules may take to start, even on a machine that has much else to do. */
const STARTUP_SECONDS = 60;

export interface ExaminerOptions {
  /** The project's folder. */
  readonly folder: string;
  /** How long the project's code may take for one batch, or for a part of one that is very big. Default 60. */
  readonly timeoutSeconds?: number;
  /** Gets what the project's code prints. Default: dropped. */
  readonly onOutput?: (text: string) => void;
}

/** Decodes stored events as the project would, in a process of its own. */
export interface Examiner {
  /**
   * What is wrong with the events, in their order; nothing if all can be read. Calls are answered one after another; who
   * awaits an earlier one before the next but one holds a bounded number of events in memory.
   *
   * @throws {ExaminerError} if the project's code ended the process, or took too long; then every later call does. Also if
   * one event is too big to be handed over; then later calls do not
   */
  examine(events: readonly StoredEvent[]): Promise<readonly Finding[]>;
  /** Ends the process, whatever it does. Calls under way are rejected. */
  close(): void;
}

/**
 * Starts a process that has loaded the project's generated registry, so its models and upcasters. Its environment is
 * scrubbed: it gets the events, and no way to where they come from.
 *
 * @throws {NoProjectError} if the folder has no `src`
 * @throws {ExaminerError} if there is no registry, or it cannot be loaded
 */
export async function openExaminer(options: ExaminerOptions): Promise<Examiner> {
  const { timeoutSeconds = 60 } = options;
  const folder = projectFolder(options.folder);
  const registry = registryFile(folder);
  const shown = shownPath(folder, registry);
  if (!existsSync(registry)) {
    throw new ExaminerError(`There is no ${shown} in ${folder}. Run \`npx factum generate\` there first.`);
  }
  const child = spawn(process.execPath, childArguments("../examine/child"), {
    cwd: folder,
    env: scrubEnvironment(process.env),
    // The project's code may print; the conversation has a channel of its own.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const conversation = new Conversation(child, options);
  const reply = await conversation.ask({ type: "load", registry }, STARTUP_SECONDS).catch((error: unknown) => {
    conversation.close();
    throw error;
  });
  if (reply.type === "failed") {
    conversation.close();
    throw new ExaminerError(`${shown} could not be loaded. ${reply.message}`);
  }
  return {
    async examine(events) {
      const findings: Finding[] = [];
      for (const part of messagesOf(events)) {
        const answer = await conversation.ask({ type: "examine", events: part }, timeoutSeconds);
        if (answer.type !== "examined") throw new ExaminerError(`The events were not examined: ${answer.type}.`);
        findings.push(...answer.findings);
      }
      return findings;
    },
    close: () => conversation.close(),
  };
}

interface Question {
  readonly seconds: number;
  readonly resolve: (reply: ExamineReply) => void;
  readonly reject: (error: ExaminerError) => void;
}

/** Questions to a child and its replies, which come in the order of the questions. */
class Conversation {
  readonly #child: ChildProcess;
  readonly #release: () => void;
  readonly #open: Question[] = [];
  #timer: NodeJS.Timeout | undefined;
  #failure: ExaminerError | undefined;
  #errors = "";

  constructor(child: ChildProcess, { onOutput = () => {} }: ExaminerOptions) {
    this.#child = child;
    // Whoever uses an examiner may want to tell, at SIGINT and SIGTERM, how far it came.
    this.#release = endWithParent(child, ["SIGHUP"]);
    child.stdout?.on("data", (text: Buffer) => onOutput(text.toString()));
    child.stderr?.on("data", (text: Buffer) => {
      this.#errors = (this.#errors + text.toString()).slice(-2000);
      onOutput(text.toString());
    });
    child.on("error", (error) => this.#fail(`The process that decodes events failed: ${error.message}`));
    child.on("exit", (code, signal) => {
      const how = signal === null ? `with code ${code}` : `by ${signal}`;
      const said = this.#errors.trim() === "" ? "" : `\n${this.#errors.trim()}`;
      this.#fail(`The project's code ended the process that decodes events, ${how}.${said}`);
    });
    child.on("message", (reply: ExamineReply) => {
      this.#open.shift()?.resolve(reply);
      this.#watch();
    });
  }

  ask(question: ExamineRequest, seconds: number): Promise<ExamineReply> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      // Sent first: a question that cannot be sent throws, and has no reply that could be taken for the next one's.
      this.#child.send(question, (error) => {
        if (error !== null) this.#fail(`The process that decodes events cannot be reached: ${error.message}`);
      });
      this.#open.push({ resolve, reject, seconds });
      if (this.#open.length === 1) this.#watch();
    });
  }

  close(): void {
    this.#fail("The process that decodes events was ended.");
  }

  /** Gives the question that is being answered now its time. */
  #watch(): void {
    clearTimeout(this.#timer);
    const [first] = this.#open;
    if (first === undefined) return;
    this.#timer = setTimeout(() => {
      const limit = `${first.seconds} s`;
      this.#fail(`The project's code took longer than ${limit}, and was stopped. Does it wait for something, or loop?`);
    }, first.seconds * 1000);
  }

  #fail(message: string): void {
    clearTimeout(this.#timer);
    this.#failure ??= new ExaminerError(message);
    for (const { reject } of this.#open.splice(0)) reject(this.#failure);
    this.#release();
    this.#child.kill("SIGKILL");
  }
}
