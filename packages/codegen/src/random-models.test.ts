import { createRequire } from "node:module";
import fc from "fast-check";
import { expect, test } from "vitest";
import { problemsOf } from "../test-support/compile.js";
import { RANDOM_SHARED, randomModel, randomModelText, randomStoredText } from "../test-support/random-models.js";
import { temporaryProject } from "../test-support/temporary-project.js";
import { generate } from "./generate.js";

const resolve = createRequire(import.meta.url).resolve;
/** Models that share one compilation, and one process to run in. */
const MODELS = 12;
const RUNS = process.env.STRESS === "long" ? 40 : 1;

/** What is not as it should be, a line each, for every model `m<n>`: events through the codec and back, older ones read. */
const RUN = `import { isDeepStrictEqual } from "node:util";
const report = (...what) => console.log(...what);
for (let index = 0; index < ${MODELS}; index++) {
  const testkit = await import(\`./src/generated/m\${index}.testkit.ts\`);
  const codec = (await import(\`./src/generated/m\${index}.runtime.ts\`))[\`m\${index}Codec\`];
  const decider = (await import(\`./src/m\${index}.decider.ts\`))[\`m\${index}\`];
  const { default: model } = await import(\`./src/m\${index}.model.ts\`);
  const { stored } = await import(\`./stored/m\${index}.ts\`);
  for (const type of Object.keys(model.commandDefinitions)) {
    const command = testkit[type]();
    if (!isDeepStrictEqual(decider.parseCommand(command), command)) report(type, "is parsed as something else");
  }
  for (const [type, { versions }] of Object.entries(model.eventDefinitions)) {
    const event = testkit[type]();
    const there = codec.encode(event);
    if (there.schemaVersion !== versions.length) report(type, "is stored as version", there.schemaVersion);
    const back = codec.decode(JSON.parse(JSON.stringify(there)), { check: true });
    if (!isDeepStrictEqual(back, event)) report(type, "comes back as", back, "and was", event);
    for (const [before, data] of stored[type].entries()) {
      const read = codec.decode({ type, schemaVersion: before + 1, data }, { check: true });
      if (!isDeepStrictEqual(codec.encode(read).data, read.data)) report(type, before + 1, "is read as", read);
    }
  }
}
console.log("done");
`;

test("whatever models say: generated code compiles, events come back, and older ones are read", {
  timeout: RUNS * 120_000,
}, async () => {
  const models = fc.array(randomModel, { minLength: MODELS, maxLength: MODELS });
  await fc.assert(
    fc.asyncProperty(models, async (given) => {
      const project = temporaryProject({ "src/shared.ts": RANDOM_SHARED, "run.ts": RUN });
      for (const [index, model] of given.entries()) {
        project.write(`src/m${index}.model.ts`, randomModelText(`M${index}`, model));
        project.write(`stored/m${index}.ts`, randomStoredText(`M${index}`, model));
      }
      const { diagnostics } = await generate({ folder: project.folder, cache: false });
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(await problemsOf(project, ["src"], { compiler: "typescript", resolution: "NodeNext" })).toEqual([]);
      const run = project.node(["--conditions=@factum/source", "--import", resolve("tsx"), "run.ts"]);
      expect(run).toEqual({ code: 0, output: "done\n" });
    }),
    // A counterexample is small enough as it is, and each smaller one would take a compilation.
    { numRuns: RUNS, endOnFailure: true },
  );
});
