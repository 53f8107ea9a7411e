import type { Browser, Page } from "playwright-core";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser } from "./launch-browser.js";

const PAGE = new URL("../../docs/catalog/index.html", import.meta.url).href;
const browser = await launchBrowser();

describe.skipIf(browser === undefined)("The catalog's page, in a browser", () => {
  let page: Page;
  let complaints: string[];
  let requests: string[];

  afterAll(() => browser?.close());
  beforeEach(async () => {
    [complaints, requests] = [[], []];
    page = await (browser as Browser).newPage({ viewport: { width: 390, height: 844 } });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(PAGE);
    return () => page.close();
  });

  it("asks for nothing, breaks none of its own rules, and fits on a phone", async () => {
    expect(requests).toEqual([PAGE]);
    expect(complaints).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBe(0);
  });

  it("searches from the keyboard, and shows all again", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("opened VIDEO");
    const cards = page.locator("article:visible h4");
    expect((await cards.allTextContents()).map((text) => text.replace(/^(Command|Event)/, "").split(" ")[0])).toEqual([
      "VideoStarted",
    ]);
    expect(await page.textContent("#found")).toMatch(/^1 of \d+ shown$/);
    await page.keyboard.press("Escape");
    expect(await cards.count()).toBeGreaterThan(4);
    await page.keyboard.type("no such thing");
    expect(await page.locator("#nothing").isVisible()).toBe(true);
  });

  it("leads from the diagram to what it shows", async () => {
    await page.locator("svg a", { hasText: "TrainingHistory" }).click();
    expect(new URL(page.url()).hash).toBe("#read-model-TrainingHistory");
    expect(await page.locator("article:target h3").textContent()).toContain("TrainingHistory");
  });
});
