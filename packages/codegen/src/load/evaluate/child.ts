/** Entry of the child process: waits for one request, evaluates, replies, ends. */
import { endWithoutParent } from "../end-without-parent.js";
import { evaluateFiles } from "./evaluate-files.js";
import type { EvaluateReply, EvaluateRequest } from "./protocol.js";
import { traceImports } from "./trace-imports.js";
import { watchModels } from "./watch-models.js";

// Taken before any model runs, so that a model which replaces them cannot change the conversation.
const send = process.send?.bind(process);
const exit = process.exit.bind(process);

const trace = traceImports();
const watch = watchModels();
// What every model imports: a child that waits for its request has it by then.
const prepared = Promise.allSettled([import("zod"), import("@factum/core/model")]);

function reply(message: EvaluateReply, then = () => {}): void {
  send?.(message, undefined, undefined, then);
}

process.once("message", (request: EvaluateRequest) => {
  // A model that awaits what never comes leaves nothing to do; then this process ends, rather than wait for the timeout.
  process.channel?.unref();
  void evaluate(request);
});

// Whoever asked is gone.
process.once("disconnect", () => exit(1));
endWithoutParent();

async function evaluate({ files }: EvaluateRequest): Promise<void> {
  await prepared;
  const evaluation = await evaluateFiles(files, { trace, watch }, (file) => reply({ type: "evaluating", file }));
  // A model may have left timers or sockets behind; they are not waited for.
  reply({ type: "done", ...evaluation }, () => exit(0));
}
