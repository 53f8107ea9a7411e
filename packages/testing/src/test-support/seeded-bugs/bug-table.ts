import type { Found } from "./seeded-sample.js";

/** `docs/testing-seeded-bugs.md`: what finds which bug. */
export function bugTable(found: readonly (readonly [bug: string, by: Found])[]): string {
  const count = (finds: (by: Found) => boolean) => found.filter(([, by]) => finds(by)).length;
  const bySpecs = ({ specs }: Found) => specs.length > 0;
  const byChecks = ({ freeChecks }: Found) => freeChecks.length > 0;
  const byProperties = ({ properties }: Found) => properties.length > 0;
  return `# What finds which bug

${found.length} bugs, each put into a copy of the sample's decider, its model, or one of its read models. Then the specs of that are run, without
free checks and with them, and its ready-made properties. The test that does so,
\`packages/testing/src/seeded-bugs.test.ts\`, fails if this page is not what it finds, or if a bug is found by nothing. The bugs
are in \`packages/testing/src/test-support/seeded-bugs\`.

- The specs alone find ${count(bySpecs)}.
- Free checks find ${count(byChecks)}, of which the specs do not find ${count((by) => byChecks(by) && !bySpecs(by))}.
- Properties find ${count(byProperties)}, of which neither of them finds ${count((by) => byProperties(by) && !bySpecs(by) && !byChecks(by))}.

A spec finds what is against its own words; nothing else can know that a training needs a video. A free check finds what no code
should do, where a spec happens to go by. A property goes where no spec was.

| bug | specs | free checks | properties |
|---|---|---|---|
${found.map(([bug, by]) => row(bug, by)).join("\n")}
`;
}

function row(bug: string, { specs, freeChecks, properties }: Found): string {
  return `| ${bug} | ${times(specs)} | ${times(freeChecks)} | ${properties.join("; ")} |`;
}

function times(names: readonly string[]): string {
  return names.length === 0 ? "" : `in ${names.length}`;
}
