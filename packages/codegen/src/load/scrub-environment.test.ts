import { expect, test } from "vitest";
import { scrubEnvironment } from "./scrub-environment.js";

test("models see where programs and temporary files are, and nothing else", () => {
  const given = { PATH: "/bin", Path: "C:\\", HOME: "/root", TZ: "Asia/Tokyo", LANG: "tr_TR", DATABASE_URL: "secret" };
  expect(scrubEnvironment(given)).toEqual({ PATH: "/bin", Path: "C:\\", HOME: "/root", TZ: "UTC" });
});
