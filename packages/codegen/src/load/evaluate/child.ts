/** Entry of the child process: waits for one request, evaluates, replies, ends. */
import { evaluateFiles } from "./evaluate-files.js";
import type { EvaluateReply, EvaluateRequest } from "./protocol.js";
import { watchModels } from "./watch-models.js";

// Taken before any model runs, so that a model which replaces them cannot change the conversation.
const send = process.send?.bind(process);
const exit = process.exit.bind(process);
const watch = watchModels();

function reply(message: EvaluateReply, then = () => {}): void {
  send?.(message, undefined, undefined, then);
}

process.once("message", (request: EvaluateRequest) => {
  // A model that awaits what never comes leaves nothing to do; then this process ends, rather than wait for the timeout.
  process.channel?.unref();
  void evaluateFiles(request.files, watch, (file) => reply({ type: "evaluating", file })).then((results) =>
    // A model may have left timers or sockets behind; they are not waited for.
    reply({ type: "done", results }, () => exit(0)),
  );
});

// Whoever asked is gone.
process.once("disconnect", () => exit(1));
