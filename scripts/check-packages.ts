/**
 * Packs every package that would be published and checks what is in the tarball: publint for the manifest,
 * are-the-types-wrong for how its types resolve. Needs `npm run build` before.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "factum-pack-"));
let problems = 0;

try {
  for (const name of readdirSync("packages")) {
    const manifest = JSON.parse(readFileSync(`packages/${name}/package.json`, "utf8")) as { exports?: object };
    const packed = run("npm", ["pack", "--json", "--pack-destination", folder, `./packages/${name}`]);
    const tarball = join(folder, tarballName(packed));
    check(name, "publint", ["publint", "run", tarball, "--strict"]);
    // A package without a main entry, such as the command's, has no types to resolve.
    if (manifest.exports !== undefined && "." in manifest.exports) {
      check(name, "attw", ["attw", tarball, "--profile", "esm-only", "--no-emoji", "--format", "ascii"]);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`packages: ${problems} problems`);
process.exitCode = problems === 0 ? 0 : 1;

function check(packageName: string, tool: string, command: readonly string[]): void {
  try {
    run("npx", ["--no-install", ...command]);
    console.log(`${packageName}: ${tool} ok`);
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    console.error(`${packageName}: ${tool} found problems\n${stdout ?? ""}${stderr ?? ""}`);
    problems++;
  }
}

function run(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** npm prints an array in older versions and an object by name in newer ones. */
function tarballName(packed: string): string {
  const [first] = Object.values(JSON.parse(packed) as Record<string, { filename: string }>);
  if (first === undefined) throw new Error("npm pack packed nothing.");
  return first.filename;
}
