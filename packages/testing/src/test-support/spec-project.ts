import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const REPOSITORY = fileURLToPath(new URL("../../../..", import.meta.url));

/** A project in a temporary folder with the door's model, that vitest runs in a process of its own. */
export interface SpecProject {
  readonly folder: string;
  write(file: string, text: string): void;
  /** Undefined if it is not there. */
  read(file: string): string | undefined;
  vitest(...args: readonly string[]): Promise<{ readonly code: number; readonly output: string }>;
}

/**
 * @param options of `specCoverage`, as they stand in the configuration
 * @param specs by file; `given`, the builders and the rest of the door are in scope
 */
export function specProject(options: string, specs: Readonly<Record<string, string>>, test = ""): SpecProject {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "factum-specs-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(path.join(REPOSITORY, "node_modules"), path.join(folder, "node_modules"), "junction");
  const door = fileURLToPath(new URL("./door.ts", import.meta.url)).replaceAll("\\", "/");
  const project: SpecProject = {
    folder,
    write(file, text) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      const imports = `import { describe, it } from "vitest"; import * as door from ${JSON.stringify(door)};`;
      const names = "const { close, closed, lock, locked, open, opened } = door; const given = door.givenDoor();";
      writeFileSync(path.join(folder, file), file.endsWith(".ts") ? `${imports} ${names}\n${text}` : text);
    },
    read: (file) => (existsSync(path.join(folder, file)) ? readFileSync(path.join(folder, file), "utf8") : undefined),
    vitest: (...args) => runVitest(folder, args),
  };
  writeFileSync(path.join(folder, "package.json"), '{ "type": "module", "name": "doors" }\n');
  mkdirSync(path.join(folder, "src"));
  writeFileSync(
    path.join(folder, "src/door.model.ts"),
    `export { DoorModel as default } from ${JSON.stringify(door)};\n`,
  );
  writeFileSync(
    path.join(folder, "vitest.config.ts"),
    `import { defineConfig } from "vitest/config";
import { specCoverage } from "@factum/testing/vitest";
const conditions = ["@factum/source", "node"];
export default defineConfig({
  plugins: [specCoverage(${options})],
  ssr: { resolve: { conditions } },
  test: { include: ["src/**/*.{spec,test}.ts"], ${test} },
});
`,
  );
  for (const [file, text] of Object.entries(specs)) project.write(file, text);
  return project;
}

function runVitest(folder: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  const vitest = path.join(REPOSITORY, "node_modules/vitest/vitest.mjs");
  const node = ["--conditions=@factum/source", "--import", "tsx", vitest, "run", "--reporter=dot", ...args];
  // Not what the run around this one was told: how many columns, in colours, in CI.
  const { CI: _, FORCE_COLOR: __, VITEST: ___, ...environment } = process.env;
  const options = { cwd: folder, env: { ...environment, NO_COLOR: "1" }, encoding: "utf8" as const };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, node, options, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: `${stdout}${stderr}` });
    });
  });
}
