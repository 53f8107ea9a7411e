import { type Runner, registerWith, type TestBody } from "../../contract/runner.js";

/** How long a test of an adapter in memory may take before it counts as one that hangs. */
const PATIENCE_MS = 5_000;

/** A suite whose tests can be run one by one, without a runner. */
export interface CollectedSuite {
  /** By their names, with those of the groups around them but for the suite's own. */
  readonly tests: ReadonlyMap<string, TestBody>;
  readonly before: readonly (() => Promise<void>)[];
  readonly after: readonly (() => Promise<void>)[];
}

/** Collects what `register` registers. */
export function collectSuite(register: () => void): CollectedSuite {
  const tests = new Map<string, TestBody>();
  const before: (() => Promise<void>)[] = [];
  const after: (() => Promise<void>)[] = [];
  let path: readonly string[] = [];
  const runner: Runner = {
    describe(name, body) {
      const outer = path;
      path = [...path, name];
      body();
      path = outer;
    },
    it: (name, body) => void tests.set([...path, name].slice(1).join(" > "), body),
    skip: () => {},
    beforeAll: (body) => void before.push(body),
    afterAll: (body) => void after.push(body),
  };
  registerWith(runner, register);
  return { tests, before, after };
}

/** The tests of those named that fail on what is opened for them; by default all are run. */
export async function failingTests(
  { tests, before, after }: CollectedSuite,
  names: Iterable<string> = tests.keys(),
): Promise<string[]> {
  const failing: string[] = [];
  for (const open of before) await open();
  try {
    for (const name of names) {
      const body = tests.get(name);
      if (body === undefined) throw new TypeError(`The suite has no test "${name}".`);
      if (!(await passes(body))) failing.push(name);
    }
    return failing;
  } finally {
    for (const close of after) await close();
  }
}

const SKIPPED = Symbol("skipped");

async function passes(body: TestBody): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The test hangs.")), PATIENCE_MS);
  });
  const context = {
    skip: () => {
      throw SKIPPED;
    },
  };
  try {
    await Promise.race([(async () => body(context))(), hangs]);
    return true;
  } catch (error) {
    return error === SKIPPED;
  } finally {
    clearTimeout(timer);
  }
}
