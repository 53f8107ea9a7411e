import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { APP_NAME } from "../template-marks.js";

/** A folder that is gone after the test, with these files. */
export function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), "create-factum-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

/** Every file below, path → text; a folder without files by its path and a slash. */
export function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return Object.fromEntries(
    entries.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const shown = path.relative(folder, file).replaceAll("\\", "/");
      return entry.isDirectory() ? [`${shown}/`, ""] : [shown, readFileSync(file, "utf8")];
    }),
  );
}

export const MANIFEST = {
  name: APP_NAME,
  dependencies: { "@factum/core": "^1.2.3", hono: "^4.0.0" },
  devDependencies: { factum: "^1.2.3" },
};

/** Templates as `src/pack` writes them, of three files each. */
export function smallTemplates(): string {
  const template = (what: string) => ({
    [`${what}/package.json`]: JSON.stringify(MANIFEST),
    [`${what}/gitignore`]: "node_modules/\n",
    [`${what}/src/main.ts`]: `console.log("${APP_NAME} is ${what}, ${APP_NAME}");\n`,
  });
  return folderWith({ ...template("sample"), ...template("empty") });
}
