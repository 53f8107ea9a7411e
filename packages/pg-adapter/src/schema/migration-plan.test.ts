import { describe, expect, it } from "vitest";
import { LibraryDamagedError } from "../errors/schema-errors.js";
import { isNothing, planMigration, stepsOf } from "./migration-plan.js";
import { libraryFunction, libraryMigration, type SchemaLibrary } from "./schema-library.js";
import type { SchemaState } from "./schema-state.js";

describe("the plan of a migration", () => {
  it("is everything for an empty database, in order", () => {
    const plan = planMigration("s", EMPTY, library());
    expect(plan).toMatchObject({ createSchema: true, createBookkeeping: true, drops: [] });
    expect(stepsOf(plan)).toEqual(["0001-one", "0002-two", "append_1", "read_1"]);
    expect(isNothing(plan)).toBe(false);
  });

  it("is nothing where everything is there", () => {
    expect(isNothing(planMigration("s", stateAfter(library()), library()))).toBe(true);
  });

  it("is what is missing, where a part is there", () => {
    const before = library({ migrations: ["0001-one"], functions: ["append_1"] });
    expect(stepsOf(planMigration("s", stateAfter(before), library()))).toEqual(["0002-two", "read_1"]);
  });

  it("refuses a migration that was run with another text", () => {
    const state = stateAfter(library());
    const edited = { ...library(), migrations: [libraryMigration({ name: "0001-one", breaking: false }, "edited")] };
    expect(() => planMigration("s", state, edited)).toThrow(
      expect.objectContaining({ code: "migration-changed", migrations: ["0001-one"] }),
    );
  });

  describe("by an older version of the library", () => {
    const old = library({ migrations: ["0001-one"], functions: ["append_1"], version: "1.0.0" });

    it("is nothing, if the newer one left the schema fit for it", () => {
      const newer = library({ functions: ["append_1", "append_2"], version: "1.1.0" });
      expect(isNothing(planMigration("s", stateAfter(newer), old))).toBe(true);
    });

    it("is refused after a migration that breaks it", () => {
      const newer = library({ functions: ["append_1", "append_2"], version: "1.1.0", breaking: true });
      expect(() => planMigration("s", stateAfter(newer), old)).toThrow(
        expect.objectContaining({ code: "schema-newer", unknown: ["0002-two"] }),
      );
    });

    it("is refused where a function that it calls is gone", () => {
      const newer = library({ functions: ["append_2", "append_3"], version: "3.0.0" });
      expect(() => planMigration("s", stateAfter(newer), old)).toThrow(
        expect.objectContaining({ code: "schema-newer", unknown: ["append_1"] }),
      );
    });

    it("is refused where migrations of both are missing to the other", () => {
      const other = library({ migrations: ["0001-one", "0003-three"], version: "1.2.0" });
      expect(() => planMigration("s", stateAfter(other), library())).toThrow(
        expect.objectContaining({ code: "schema-newer", unknown: ["0003-three"] }),
      );
    });
  });

  describe("of functions", () => {
    it("replaces one whose text has changed", () => {
      const plan = planMigration("s", stateAfter(library({ body: "old" })), library({ body: "new" }));
      expect(stepsOf(plan)).toEqual(["append_1", "read_1"]);
    });

    it("leaves one alone that a newer version of the library has replaced", () => {
      const state = stateAfter(library({ body: "new", version: "1.0.1" }));
      expect(isNothing(planMigration("s", state, library({ body: "old", version: "1.0.0" })))).toBe(true);
    });

    it("replaces one that nobody wrote down", () => {
      const state = stateAfter(library());
      const unknown = state.functions.map((each) => ({ ...each, checksum: null, library: null }));
      expect(stepsOf(planMigration("s", { ...state, functions: unknown }, library()))).toEqual(["append_1", "read_1"]);
    });

    it("keeps two ABI numbers, and drops what is older", () => {
      const names = ["append_1", "append_2", "append_3", "read_1"];
      const state = stateAfter(library({ functions: names }));
      const newest = library({ functions: ["append_3", "append_4", "read_1"] });
      const plan = planMigration("s", state, newest);
      expect(stepsOf(plan)).toEqual(["append_4"]);
      expect(plan.drops).toEqual(["append_1", "append_2"]);
    });

    it("drops nothing of other names, newer numbers included", () => {
      const state = stateAfter(library({ functions: ["append_1", "append_9", "read_1", "of_the_team_1"] }));
      expect(planMigration("s", state, library()).drops).toEqual([]);
    });
  });
});

describe("a function's file", () => {
  it("creates one function, with its ABI number in the name", () => {
    expect(libraryFunction(functionText("held_streams_12", ""))).toMatchObject({ family: "held_streams", abi: 12 });
  });

  it.each([functionText("append", ""), functionText("a_1", "") + functionText("b_1", ""), "select 1"])(
    "is refused as %j",
    (text) => {
      expect(() => libraryFunction(text)).toThrow(LibraryDamagedError);
    },
  );
});

const EMPTY: SchemaState = { schemaExists: false, isBookkept: false, migrations: [], functions: [] };

function library({
  migrations = ["0001-one", "0002-two"],
  functions = ["append_1", "read_1"],
  version = "1.0.0",
  body = "",
  breaking = false,
} = {}): SchemaLibrary {
  return {
    version,
    migrations: migrations.map((name) => libraryMigration({ name, breaking }, `-- ${name}`)),
    functions: functions.map((name) => libraryFunction(functionText(name, body))),
  };
}

function functionText(name: string, body: string): string {
  return `create or replace function "factum".${name}() returns void language sql as $$ ${body} $$;\n`;
}

function stateAfter({ migrations, functions, version }: SchemaLibrary): SchemaState {
  return {
    schemaExists: true,
    isBookkept: true,
    migrations: migrations.map((migration) => ({ ...migration, appliedAt: "2026-01-01T00:00:00.000Z" })),
    functions: functions.map(({ name, checksum }) => ({ name, checksum, library: version })),
  };
}
