import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSharedApp } from "./app-process.js";
import { logInAs, openContext } from "./browser-session.js";
import { launchBrowser } from "./launch-browser.js";

const browser = await launchBrowser();
/** Of the seeded trainings: registered, then canceled. */
const CANCELED = "/trainings/01985a3e-0004-7000-8000-000000000005";

/** Every page, and who sees it like that. */
const PAGES: readonly { readonly page: string; readonly who?: string; readonly path: string }[] = [
  { page: "the log-in", path: "/login" },
  { page: "an admin's start page", who: "Ada Admin", path: "/" },
  { page: "a trainee's start page", who: "Grace Okafor", path: "/" },
  { page: "a start page with nothing to do", who: "Yuki Tanaka", path: "/" },
  { page: "a timeline", who: "Ada Admin", path: CANCELED },
  { page: "a timeline at an earlier version", who: "Ada Admin", path: `${CANCELED}?version=1` },
  { page: "the API", path: "/api/docs" },
  { page: "a problem", who: "Ada Admin", path: "/nowhere" },
];

let url: string;
beforeAll(async () => {
  if (browser === undefined) return;
  const app = await startSharedApp();
  url = app.url;
  return app.end;
});
afterAll(() => browser?.close());

describe.skipIf(browser === undefined)("Every page", () => {
  it.each(PAGES)(
    "is accessible in light and dark, moves nothing while it loads, and is small: $page",
    async ({ who, path }) => {
      // As if it were the first page that somebody opens: the session is there, and nothing is in the cache.
      const before = await openContext(browser as Browser, { baseURL: url });
      if (who !== undefined) await logInAs(before, who);
      const storageState = await before.storageState();
      // Only the test's own script needs to get past the policy.
      const context = await openContext(browser as Browser, { baseURL: url, storageState, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(path, { waitUntil: "load" });
      if (who !== undefined && path !== "/nowhere") await page.locator('#connection[data-state="live"]').waitFor();
      expect(await shifts(page)).toBe(0);
      const bytes = await transferred(page);
      expect(bytes).toBeGreaterThan(5_000);
      expect(bytes).toBeLessThan(50_000);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect([colorScheme, await complaintsOfAxe(page)]).toEqual([colorScheme, []]);
      }
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBe(
        0,
      );
    },
  );

  it("would not pass with a picture without words, nor with something that pushes the rest down", async () => {
    const page = await (await openContext(browser as Browser, { baseURL: url, bypassCSP: true })).newPage();
    await page.goto("/login");
    await page.evaluate(
      "document.querySelector('main').prepend(document.createElement('img'), document.createElement('hr'))",
    );
    expect(await shifts(page)).toBeGreaterThan(0);
    expect(await complaintsOfAxe(page)).toContainEqual(expect.arrayContaining(["image-alt"]));
  });

  /** The sum of all layout shifts so far. */
  function shifts(page: Page): Promise<number> {
    return page.evaluate(`new Promise((resolve) => {
      let sum = 0;
      const observer = new PerformanceObserver((list) => {
        for (const { value } of list.getEntries()) sum += value;
      });
      observer.observe({ type: "layout-shift", buffered: true });
      // What was buffered is delivered before the frame after the next.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
    })`);
  }

  /** Bytes over the network for the page and all that it loads. */
  function transferred(page: Page): Promise<number> {
    return page.evaluate(
      `[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
        .reduce((sum, { transferSize }) => sum + transferSize, 0)`,
    );
  }

  async function complaintsOfAxe(page: Page): Promise<unknown> {
    if (!(await page.evaluate("'axe' in window"))) await page.addScriptTag({ content: axe.source });
    return page.evaluate(
      `axe.run().then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary])))`,
    );
  }
});

describe.skipIf(browser === undefined)("Time travel, in a browser", () => {
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

describe.skipIf(browser === undefined)("Live updates, in a browser", () => {
  it("come back by themselves from a server that says no, and never cost anybody the page", async () => {
    const page = await logInAs(await openContext(browser as Browser, { baseURL: url }), "Ada Admin");
    await page.route("**/live", (route) => route.fulfill({ status: 503 }), { times: 1 });
    await page.reload();
    await page.getByText("Reconnecting…").waitFor();
    await page.getByLabel("Due date").fill("2099-01-31");
    const tooMany = { status: 429, headers: { "retry-after": "1" }, body: "Too many requests." };
    await page.route(`${url}/`, (route) => route.fulfill(tooMany), { times: 1 });
    const refused = page.waitForResponse((response) => response.status() === 429);
    const refreshed = refused.then(() =>
      page.waitForResponse((response) => response.ok() && "x-live-refresh" in response.request().headers()),
    );
    await page.locator('#connection[data-state="live"]').waitFor();
    await refreshed;
    expect(await page.getByLabel("Due date").inputValue()).toBe("2099-01-31");
  });

  it("are for pages that somebody looks at: those in the background leave the connections to them", async () => {
    const page = await logInAs(await openContext(browser as Browser, { baseURL: url }), "Ada Admin");
    await page.locator('#connection[data-state="live"]').waitFor();
    const ended = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/live"));
    await turn(page, "away");
    await ended;
    const begun = page.waitForRequest("**/live");
    await turn(page, "back");
    await begun;
  });

  /** As if another tab were chosen, and this one again. */
  async function turn(page: Page, where: "away" | "back"): Promise<void> {
    await page.evaluate(`Object.defineProperty(document, "hidden", { value: ${where === "away"}, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));`);
  }
});
