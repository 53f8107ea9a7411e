import { format } from "node:util";
import * as vitest from "vitest";
import { ContractExceptionError } from "./contract-exception-error.js";

/** What the suites register their tests with: Vitest, unless {@link registerWith} says otherwise. */
export interface Runner {
  describe(name: string, body: () => void): void;
  it(name: string, body: TestBody): void;
  /** Registers a test that is not run; its name says why. */
  skip(name: string): void;
  beforeAll(body: () => Promise<void>): void;
  afterAll(body: () => Promise<void>): void;
}

/** A test may find out only as it runs that it has nothing to work on. */
export type TestBody = (context: { skip(reason: string): unknown }) => unknown;

/** What is registered at present, and which of it an adapter is excepted from. */
interface Place {
  readonly path: readonly string[];
  readonly except: Readonly<Record<string, string>>;
  readonly met: Set<string>;
}

const VITEST: Runner = {
  describe: (name, body) => void vitest.describe(name, body),
  it: (name, body) => vitest.it(name, async (context) => void (await body(context))),
  skip: (name) => vitest.it.skip(name),
  beforeAll: (body) => vitest.beforeAll(body),
  afterAll: (body) => vitest.afterAll(body),
};

let runner = VITEST;
let place: Place = { path: [], except: {}, met: new Set() };

/** Has the tests that `register` registers go to another runner than Vitest. */
export function registerWith(other: Runner, register: () => void): void {
  runner = other;
  try {
    register();
  } finally {
    runner = VITEST;
  }
}

/**
 * A whole suite: what an adapter is excepted from is registered as skipped, with the reason in its name.
 *
 * @throws {ContractExceptionError} before the first test, if there is no test of such a name
 */
export function suite(name: string, except: Readonly<Record<string, string>>, body: () => void): void {
  const own: Place = { path: [], except, met: new Set() };
  runner.describe(name, () => {
    runner.beforeAll(async () => {
      const unmet = Object.keys(except).filter((each) => !own.met.has(each));
      if (unmet.length > 0) throw new ContractExceptionError(name, unmet);
    });
    at(own, body);
  });
}

/** Nested suites register their tests only when the outer one is through; each knows where it stands. */
export function describe(name: string, body: () => void): void {
  const inner = { ...place, path: [...place.path, name] };
  runner.describe(name, () => at(inner, body));
}

const one = (name: string, body: TestBody): void => {
  const path = [...place.path, name];
  const names = path.map((_, index) => path.slice(0, index + 1).join(" > "));
  const excepted = names.find((each) => Object.hasOwn(place.except, each));
  if (excepted === undefined) {
    runner.it(name, body);
    return;
  }
  place.met.add(excepted);
  runner.skip(`${name} (skipped: ${place.except[excepted]})`);
};

const each = (cases: readonly unknown[]) => (name: string, body: (...values: readonly unknown[]) => unknown) => {
  const areLists = cases.every(Array.isArray);
  for (const [index, values] of cases.map((value) => (areLists ? (value as unknown[]) : [value])).entries()) {
    const placeholders = name.match(/%[sdifjoO]/g)?.length ?? 0;
    one(format(name.replaceAll("%#", String(index)), ...values.slice(0, placeholders)), () => body(...values));
  }
};

export const it = Object.assign(one, { each: each as typeof vitest.it.each });

export function beforeAll(body: () => Promise<void>): void {
  runner.beforeAll(body);
}

export function afterAll(body: () => Promise<void>): void {
  runner.afterAll(body);
}

function at(inner: Place, body: () => void): void {
  const outer = place;
  place = inner;
  try {
    body();
  } finally {
    place = outer;
  }
}
