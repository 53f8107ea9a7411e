import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSharedApp } from "./app-process.js";
import { logInAs, openContext } from "./browser-session.js";
import { launchBrowser } from "./launch-browser.js";

const browser = await launchBrowser();
/** Of the seeded trainings: registered, then canceled. */
const CANCELED = "/trainings/01985a3e-0004-7000-8000-000000000005";

describe.skipIf(browser === undefined)("Time travel, in a browser", () => {
  let url: string;
  beforeAll(async () => {
    const app = await startSharedApp();
    url = app.url;
    return app.end;
  });
  afterAll(() => browser?.close());

  it("goes by link and by arrow key, and says where it is", async () => {
    const page = await timeline();
    expect(await state(page)).toBe("State at version 2 of 2");

    await page.getByRole("link", { name: "State after this event, version 1" }).click();
    await page.getByText("State at version 1 of 2").waitFor();
    expect(await page.title()).toContain("Version 1 of 2");
    await page.locator("#state dd").getByText("active").waitFor();

    await page.keyboard.press("ArrowLeft");
    await page.getByText("State at version 0 of 2").waitFor();
    await page.keyboard.press("ArrowLeft"); // there is nothing before the beginning
    await page.keyboard.press("ArrowRight");
    await page.getByText("State at version 1 of 2").waitFor();
    await page.keyboard.press("ArrowRight");
    await page.getByText("State at version 2 of 2").waitFor();
    expect(new URL(page.url()).search).toBe("");
    await page.goBack();
    await page.getByText("State at version 1 of 2").waitFor();
  });

  it("stays where it is while the page follows live", async () => {
    const page = await timeline();
    const refreshed = page.waitForResponse(
      (response) => "x-live-refresh" in response.request().headers() && response.url().endsWith("?version=1"),
    );
    await page.goto(`${CANCELED}?version=1`);
    await (await refreshed).finished();
    await page.getByText("Live", { exact: true }).waitFor();
    expect(await state(page)).toBe("State at version 1 of 2");
  });

  it("works without a script", async () => {
    const page = await timeline({ javaScriptEnabled: false });
    await page.getByRole("link", { name: "Earlier" }).click();
    expect(await state(page)).toBe("State at version 1 of 2");
    await page.getByRole("link", { name: "Later" }).focus();
    await page.keyboard.press("Enter");
    expect(await state(page)).toBe("State at version 2 of 2");
  });

  async function timeline(options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
    const page = await logInAs(await openContext(browser as Browser, { baseURL: url, ...options }), "Ada Admin");
    await page.goto(CANCELED);
    return page;
  }

  async function state(page: Page): Promise<string> {
    return page.locator("#state-title").innerText();
  }
});
