export const HELP = `npm create factum <name> [-- <options>]

Makes an event-sourced application on Postgres in a new folder: with a sample that works, pages, an API and its tests, or with
one small aggregate to begin with.

  --empty, --without-sample   one aggregate, one page of code around it, and no sample
  --sample                    with the sample; the default, and no question
  --no-install                write the files alone; else \`npm install\` runs in the new folder
  --install                   run it without a question
  --packages <folder>         take Factum's packages from tarballs in this folder, made by \`npm pack\`
  --version, --help

Questions are asked only in a terminal, and only about what the options leave open.

Examples:
  $ npm create factum my-app
  $ npm create factum my-app -- --empty --no-install
`;

/** @param installed whether the application's packages are there already */
export function nextSteps(name: string, installed: boolean): string {
  const commands = [
    `cd ${name}`,
    ...(installed ? [] : ["npm install"]),
    "npm start                                # on http://localhost:3000, with a Postgres out of npm",
    "npm test",
    "npx factum add aggregate Loan due:date   # the first one of yours",
  ];
  return `\nNext:\n\n${commands.map((command) => `    ${command}\n`).join("")}\n`;
}
