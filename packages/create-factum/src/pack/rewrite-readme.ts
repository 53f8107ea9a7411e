import { APP_NAME } from "../template-marks.js";
import { rewriteSource } from "./rewrite-source.js";

const INTRODUCTION = `# ${APP_NAME}

An event-sourced application on Postgres, made with Factum: an admin registers trainees for courses and cancels registrations; a
trainee starts videos and completes. Events are the truth; read models are folded from them, and can be made anew at any time.

\`\`\`sh
npm start                                # on http://localhost:3000, with a Postgres out of npm
npm test                                 # is what is generated up to date; types, specs, tests on a real Postgres
npm run test:e2e                         # in a real browser, and in several processes
npm run generate                         # after a change of a model
npx factum add aggregate Loan due:date   # an aggregate of yours
\`\`\`

Commit \`factum.lock\`, \`package-lock.json\` and what is generated: the lock is the record of every event that was ever released.
`;

/** The sample's README as an application's: its own beginning, and neither links into the repository nor pictures there. */
export function rewriteReadme(text: string): string {
  const table = text.indexOf("\n| folder of");
  if (table < 0) throw new Error("The sample's README has no table of folders: where does its introduction end?");
  const body = text
    .slice(table)
    // Tables of pictures, whole.
    .replace(/^(?:\|.*\n)+/gm, (rows) => (rows.includes("](../../docs/images/") ? "" : rows))
    .replace(/\[([^\]]+)\]\(\.\.\/\.\.\/[^)]*\)/g, "$1")
    .replace(/\n{3,}/g, "\n\n")
    .replaceAll("`e2e/", "`src/e2e/");
  return `${INTRODUCTION}${rewriteSource(body)}`;
}
