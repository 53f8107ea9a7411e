import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { boundaryProblems } from "./boundaries.js";

const listed = execFileSync("git", [
  "ls-files",
  "--cached",
  "--others",
  "--exclude-standard",
  "packages",
  "apps",
  "benchmarks",
]);
const files = listed
  .toString()
  .split("\n")
  .filter((file) => file.endsWith(".ts"));
const problems = files.flatMap((file) => boundaryProblems(file, readFileSync(file, "utf8")));

for (const problem of problems) console.error(problem);
console.log(`boundaries: ${files.length} files, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
