import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { onTestFinished } from "vitest";

/** A browser of one person, which is gone after the test. */
export async function openContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(15_000);
  onTestFinished(() => context.close());
  return context;
}

/** Their start page, once they have logged in. @param name as the log-in page has it */
export async function logInAs(context: BrowserContext, name: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto("/");
  await page.getByRole("button", { name }).click();
  await page.getByRole("heading", { level: 1 }).getByText("trainings").waitFor();
  return page;
}
