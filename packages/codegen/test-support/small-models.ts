/** A model file that is sound and small, for tests of files rather than of models. */
export function smallAggregate(name: string): string {
  return `import { aggregate, event } from "@factum/core/model";
import { z } from "zod";

export default aggregate("${name}", {
  id: z.uuid().lowercase(),
  state: z.object({ done: z.boolean() }),
  initialState: { done: false },
  events: { Finished: event({}) },
  commands: { Finish: { data: {}, emits: ["Finished"] } },
});
`;
}
