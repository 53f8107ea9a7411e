import { type Browser, chromium as playwright } from "playwright-core";

/**
 * A real browser without a window: the Chromium that comes with npm on Linux, an installed Chrome elsewhere.
 *
 * @returns undefined, after saying so, if this machine has none
 */
export async function launchBrowser(): Promise<Browser | undefined> {
  try {
    if (process.platform !== "linux" || process.arch !== "x64") return await playwright.launch({ channel: "chrome" });
    const { default: chromium } = await import("@sparticuz/chromium");
    // The package's own switches turn web security off, and with it what is to be tested here.
    return await playwright.launch({ executablePath: await chromium.executablePath(), args: ["--no-sandbox"] });
  } catch (error) {
    console.warn("The browser tests are skipped, for no browser could be started:", error);
    return undefined;
  }
}
