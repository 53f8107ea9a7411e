import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { keptSessionSecret } from "./session-secret.js";

describe("keptSessionSecret", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "session-secret-"));
    onTestFinished(() => rm(folder, { recursive: true }));
  });

  it("makes one that nobody else may read, in a folder that need not be there yet", async () => {
    const dataDir = join(folder, "new", "data");
    expect(await keptSessionSecret(dataDir)).toMatch(/^[0-9a-f]{64}$/);
    if (process.platform !== "win32") {
      expect((await stat(join(dataDir, "session-secret"))).mode & 0o777).toBe(0o600);
    }
  });

  it("keeps it, also where two processes begin at once", async () => {
    const [one, two] = await Promise.all([keptSessionSecret(folder), keptSessionSecret(folder)]);
    expect(one).toBe(two);
    expect(await keptSessionSecret(folder)).toBe(one);
  });

  it("refuses one that was cut off", async () => {
    await writeFile(join(folder, "session-secret"), "short");
    await expect(keptSessionSecret(folder)).rejects.toThrow("Delete it; a new one is then made.");
  });
});
