import type { EventDefinition } from "../model/event.js";
import { schemaOf } from "../model/shape.js";
import { checkWith } from "../values/check-with.js";
import { isPlainObject } from "../values/is-plain-object.js";
import type { JsonObject } from "../values/json.js";
import { parseWith } from "../values/parse-with.js";
import { UpcastError } from "./upcast-error.js";

/** Between the data of one event type and what is stored of them. */
export interface TypeCodec {
  readonly type: string;
  /** The types under which such events were stored before. */
  readonly aliases: readonly string[];
  /** The current one, and how many there are. */
  readonly schemaVersion: number;
  /** @throws {InvalidDataError} */
  parse(data: unknown): JsonObject;
  reads(schemaVersion: number): boolean;
  /**
   * Stored data of a schema version that it reads, in the current one.
   *
   * @throws {UpcastError}
   */
  upcast(schemaVersion: number, data: JsonObject): unknown;
  /**
   * {@link upcast}, with a look at the data before and behind it.
   *
   * @throws {InvalidDataError}
   * @throws {UpcastError}
   */
  upcastChecked(schemaVersion: number, data: JsonObject): unknown;
}

export function createTypeCodec(type: string, { versions, aliases }: EventDefinition): TypeCodec {
  // Schema version n stands at index n − 1.
  const schemas = versions.map(({ shape }) => schemaOf(shape));
  const current = schemas.at(-1) ?? schemaOf({});
  const codec: TypeCodec = {
    type,
    aliases,
    schemaVersion: versions.length,
    parse: (data) => parseWith(current, `event ${type}`, data) as JsonObject,
    reads: (schemaVersion) => Number.isInteger(schemaVersion) && schemaVersion >= 1 && schemaVersion <= versions.length,
    upcast(schemaVersion, data) {
      // Every event of a replay comes through here, nearly all of them in the current version: no step, no allocation.
      let upcast: unknown = data;
      for (let version = schemaVersion; version < versions.length; version++) upcast = step(version, upcast);
      return upcast;
    },
    upcastChecked(schemaVersion, data) {
      const origin = `stored event ${type} (schema version ${schemaVersion}`;
      checkWith(schemas[schemaVersion - 1] ?? current, `${origin})`, data);
      const upcast = codec.upcast(schemaVersion, data);
      if (schemaVersion < versions.length) checkWith(current, `${origin}, upcast to ${versions.length})`, upcast);
      return upcast;
    },
  };
  return codec;

  function step(fromVersion: number, data: unknown): unknown {
    let upcast: unknown;
    try {
      // Versions count from 1, the array from 0: the entry at index n turns version n into n + 1.
      upcast = versions[fromVersion]?.upcast?.(data as never);
    } catch (cause) {
      throw new UpcastError({ type, fromVersion, problem: "threw" }, { cause });
    }
    if (isPlainObject(upcast)) return upcast;
    throw new UpcastError({ type, fromVersion, problem: "did not return a plain object" });
  }
}
