import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const NODE_MODULES = fileURLToPath(new URL("../../../../node_modules", import.meta.url));

/** A project in a temporary folder, with the repository's packages installed; deleted when the test is finished. */
export interface TemporaryProject {
  readonly folder: string;
  /** Where its programs put their temporary files. */
  readonly temporary: string;
  /** Starts node in the project, with the sources of the repository's packages; killed when the test is finished. */
  start(args: readonly string[]): ChildProcess;
  /** Runs node to its end. */
  run(args: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }>;
}

export async function temporaryProject(files: Readonly<Record<string, string>>): Promise<TemporaryProject> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "factum-testing-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const temporary = join(folder, "tmp");
  await mkdir(temporary);
  await symlink(NODE_MODULES, join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }

  const start = (args: readonly string[]) => {
    const { FACTUM_TEST_SHARED_SERVER_URL: _, FACTUM_TEST_DATABASE_URL: __, ...env } = process.env;
    const child = spawn(process.execPath, ["--conditions=@factum/source", "--import", "tsx", ...args], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      // Its own run is one of its own, not a part of this one.
      env: {
        ...env,
        TMPDIR: temporary,
        NODE_OPTIONS: "",
        NO_COLOR: "1",
        NODE_TEST_CONTEXT: undefined,
        VITEST: undefined,
      },
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    return child;
  };
  return {
    folder,
    temporary,
    start,
    async run(args) {
      const child = start(args);
      let output = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => {
          output += text;
        });
      }
      const [code] = (await once(child, "close")) as [number | null];
      return { code, output };
    },
  };
}
