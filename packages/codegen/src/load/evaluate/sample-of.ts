import type { z } from "zod";
import type { Sample } from "../../model/loaded-model.js";
import { oncePer } from "../../model/once-per.js";
import { acceptedSample, examplesOf } from "./accepted-sample.js";
import { sampleCandidates } from "./sample-candidates.js";

const ADVICE = "say one with .meta({ examples: [...] })";

/**
 * A valid value for a field: its example if the model has one, else one that follows from the field's name and schema.
 *
 * Every value is tried against the schema itself, so that refinements count too. A schema that many models share is tried
 * once for each name.
 */
export function sampleOf(name: string, schema: z.ZodType): Sample {
  const known = samplesOf(schema);
  const sample = known.get(name) ?? findSample(name, schema);
  known.set(name, sample);
  return sample;
}

const samplesOf = oncePer((_: z.ZodType) => new Map<string, Sample>());

function findSample(name: string, schema: z.ZodType): Sample {
  const examples = examplesOf(schema);
  if (examples !== undefined) {
    if (examples.length === 0) return problem(`has no value among its examples; ${ADVICE}`);
    return (
      acceptedAsSample(schema, examples[0]) ?? problem(`has an example that its schema refuses: ${shown(examples[0])}`)
    );
  }
  for (const candidate of sampleCandidates(name, schema)) {
    const sample = acceptedAsSample(schema, candidate);
    if (sample !== undefined) return sample;
  }
  return problem(`has a schema that no valid value is known for; ${ADVICE}`);
}

function acceptedAsSample(schema: z.ZodType, candidate: unknown): Sample | undefined {
  const accepted = acceptedSample(schema, candidate);
  return accepted === undefined ? undefined : { kind: "value", value: accepted.value };
}

function problem(text: string): Sample {
  return { kind: "problem", problem: text };
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
