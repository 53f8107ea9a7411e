import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { startApp, temporaryFolder } from "./app-process.js";
import { launchBrowser } from "./launch-browser.js";

const browser: Browser | undefined = await launchBrowser();
const DUE_DATE = "2099-01-31";

describe.skipIf(browser === undefined)("in a browser", () => {
  let url: string;
  let complaints: string[];

  beforeEach(async () => {
    complaints = [];
    url = await startApp({ DATA_DIR: await temporaryFolder() }).ready();
  });
  afterAll(() => browser?.close());

  it("a training goes its way, and every page follows live", async () => {
    const admin = await logIn("Ada Admin");
    const trainee = await logIn("Mateo Silva");
    await live(admin);
    await live(trainee);
    const cards = trainee.locator("#ongoing .card");
    expect(await cards.count()).toBe(1);

    await register(admin, "Mateo Silva", "Handling personal data");
    const card = cards.filter({ hasText: "Handling personal data" });
    await card.waitFor();
    await rows(admin, "ongoing").filter({ hasText: "Handling personal data" }).waitFor();

    await card.getByRole("button", { name: "Complete" }).click();
    await trainee.getByRole("alert").getByText("Start a video before you complete the training.").waitFor();

    await card.getByRole("button", { name: "Start What counts as personal" }).click();
    await card.getByText("1 of 2 videos started").waitFor();
    await card.getByRole("button", { name: "Complete" }).click();
    await trainee.getByText("Well done: the training is completed.").waitFor();
    await trainee.locator("#history .row").filter({ hasText: "Handling personal data" }).waitFor();
    await expect.poll(() => cards.count()).toBe(1);
    await rows(admin, "history").getByRole("link").click();
    await admin.getByRole("heading", { name: "TrainingCompleted" }).waitFor();
    expect(await admin.locator(".timeline h3").allInnerTexts()).toEqual([
      "RegistrationCreated",
      "VideoStarted",
      "TrainingCompleted",
    ]);
    expect(complaints).toEqual([]);
  });

  it("who loses the race reads why, and sees the fresh state", async () => {
    const admin = await logIn("Ada Admin");
    const trainee = await logIn("Mateo Silva", { stale: true });
    const card = trainee.locator("#ongoing .card").filter({ hasText: "First aid, refreshed" });
    await card.waitFor();

    const row = rows(admin, "ongoing");
    await row.getByText("Cancel").first().click();
    await row.getByLabel("Reason").fill("moved");
    await row.getByRole("button", { name: "Cancel the registration" }).click();
    await admin.getByText("The registration is canceled.").waitFor();

    await card.getByRole("button", { name: "Start Check, call, care" }).click();
    await trainee.getByRole("alert").getByText("This registration was canceled. Reason: moved.").waitFor();
    expect(await card.count()).toBe(0);
    await trainee.getByRole("link", { name: "See what happened" }).click();
    await trainee.getByRole("heading", { name: "RegistrationCanceled" }).waitFor();
  });

  it("an update takes neither the focus nor what was written", async () => {
    const admin = await logIn("Ada Admin");
    const other = await logIn("Ada Admin");
    await live(admin);
    await admin.getByLabel("Due date").fill(DUE_DATE);
    const row = rows(admin, "ongoing");
    await row.getByText("Cancel").first().click();
    await row.getByLabel("Reason").pressSequentially("half a sen");
    const before = await admin.locator("#ongoing .row").count();
    const commandId = await row.locator("[name=commandId]").inputValue();

    await register(other, "Yuki Tanaka", "First aid, refreshed");
    await expect.poll(() => admin.locator("#ongoing .row").count()).toBe(before + 1);
    await admin.keyboard.type("tence");
    expect(await row.getByLabel("Reason").inputValue()).toBe("half a sentence");
    expect(await admin.getByLabel("Due date").inputValue()).toBe(DUE_DATE);
    // Else a click before and a click after the update would be two commands.
    expect(await row.locator("[name=commandId]").inputValue()).toBe(commandId);
  });

  it("a second click before the answer has come is the same command, and gets its answer", async () => {
    const trainee = await logIn("Mateo Silva", { stale: true });
    const stored: number[] = [];
    let clicks = 0;
    await trainee.route("**/start-video", async (route) => {
      if (++clicks > 1) return route.continue();
      stored.push((await route.fetch({ maxRedirects: 0 })).status());
      // Its answer never comes; the second click takes its place.
    });
    const card = trainee.locator("#ongoing .card");
    // With the mouse itself: a click by name would wait for the answer to the first.
    const button = await card.getByRole("button", { name: "Start Check, call, care" }).boundingBox();
    const click = () => trainee.mouse.click((button?.x ?? 0) + 5, (button?.y ?? 0) + 5);
    await click();
    await expect.poll(() => stored).toEqual([303]);
    await click();
    await trainee.getByText("The video is started. Enjoy!").waitFor();
    await card.getByRole("link", { name: "Timeline" }).click();
    await trainee.getByRole("heading", { name: "VideoStarted" }).waitFor();
    expect(await trainee.locator(".timeline h3").allInnerTexts()).toEqual(["RegistrationCreated", "VideoStarted"]);
    expect(clicks).toBe(2);
  });

  it("a form whose answer was lost is sent again by a reload, and answered as if nothing had been", async () => {
    const trainee = await logIn("Mateo Silva");
    const sent: (string | null)[] = [];
    await trainee.route("**/start-video", async (route) => {
      sent.push(route.request().postData());
      if (sent.length > 1) return route.continue();
      await route.fetch({ maxRedirects: 0 });
      return route.fulfill({ status: 503, contentType: "text/html", body: "<h1>The answer was lost</h1>" });
    });
    await trainee.getByRole("button", { name: "Start Check, call, care" }).click();
    await trainee.getByText("The answer was lost").waitFor();
    await trainee.reload();
    await trainee.getByText("The video is started. Enjoy!").waitFor();
    expect(sent).toHaveLength(2);
    expect(sent[1]).toBe(sent[0]);
  });

  it("who had the focus in what is gone is told so, and not left nowhere", async () => {
    const admin = await logIn("Ada Admin");
    const other = await logIn("Ada Admin");
    await live(admin);
    for (const page of [admin, other]) {
      const row = rows(page, "ongoing");
      await row.getByText("Cancel").first().click();
      await row.getByLabel("Reason").fill("moved");
    }
    await other.getByRole("button", { name: "Cancel the registration" }).click();
    await admin.getByRole("status").getByText("somebody else was faster").waitFor({ state: "attached" });
    expect(await admin.locator(":focus").getAttribute("id")).toBe("ongoing-title");
  });

  it("everything can be done with the keyboard, and without a script", async () => {
    const context = await newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto("/");
    await tabTo(page, "Yuki Tanaka");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "My trainings" }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(page.url()).toMatch(/#main$/);
    await tabTo(page, "Timeline");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "RegistrationCreated" }).waitFor();
  });

  async function newContext(options: { javaScriptEnabled?: boolean } = {}): Promise<BrowserContext> {
    if (browser === undefined) throw new Error("There is no browser.");
    const context = await browser.newContext({ baseURL: url, ...options });
    context.setDefaultTimeout(15_000);
    onTestFinished(() => context.close());
    return context;
  }

  /** @param stale whether the page gets no live updates, as if it were slow */
  async function logIn(name: string, { stale = false } = {}): Promise<Page> {
    const context = await newContext();
    if (stale) await context.route("**/live", (route) => route.abort());
    const page = await context.newPage();
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.goto("/");
    await page.getByRole("button", { name }).click();
    await page.getByRole("heading", { level: 1 }).getByText("trainings").waitFor();
    return page;
  }

  /** What a list of the admin's page has about Mateo. */
  function rows(page: Page, list: "ongoing" | "history"): Locator {
    return page.locator(`#${list} .row`).filter({ hasText: "Mateo Silva" });
  }

  async function live(page: Page): Promise<void> {
    await page.locator('#connection[data-state="live"]').waitFor();
  }

  async function register(page: Page, trainee: string, course: string): Promise<void> {
    await page.getByLabel("Trainee", { exact: true }).selectOption(trainee);
    await page.getByLabel("Course", { exact: true }).selectOption(course);
    await page.getByLabel("Due date").fill(DUE_DATE);
    await page.getByRole("button", { name: "Register" }).click();
    await page.getByText("The registration is stored.").waitFor();
  }

  async function tabTo(page: Page, text: string): Promise<void> {
    for (let presses = 0; presses < 30; presses++) {
      await page.keyboard.press("Tab");
      const focused = page.locator(":focus");
      if ((await focused.count()) > 0 && (await focused.textContent())?.includes(text)) return;
    }
    throw new Error(`The keyboard does not lead to "${text}".`);
  }
});
