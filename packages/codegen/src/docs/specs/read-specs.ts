import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { FactumError } from "@factum/core/errors";
import { z } from "zod";
import { aggregateSpecs, readModelSpecs, type SpecsDocs } from "./specs-docs.js";

/** A file among those that specs have written is not what they write. */
export class InvalidSpecsError extends FactumError {
  readonly code = "invalid-specs";
  readonly file: string;

  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(`${file} is not what specs write down: ${problem}\nLet them write it again by \`npx vitest run -u\`.`, options);
    this.file = file;
  }
}

/** Reads what the specs have written down into a folder; nothing if there is none. @throws {InvalidSpecsError} */
export function readSpecs(folder: string): SpecsDocs {
  const aggregates = filesOf(path.join(folder, "aggregates")).map((file) => parsed(file, aggregateSpecs));
  const readModels = filesOf(path.join(folder, "read-models")).map((file) => parsed(file, readModelSpecs));
  return {
    aggregates: new Map(aggregates.map((each) => [each.aggregate, each])),
    readModels: new Map(readModels.map((each) => [each.readModel, each])),
  };
}

function filesOf(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => path.join(folder, name));
}

function parsed<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new InvalidSpecsError(file, (cause as Error).message, { cause });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InvalidSpecsError(file, z.prettifyError(result.error));
}
