import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Drift } from "@retain/planner/drift/drift";
import { refOf } from "@retain/planner/plan/ref-text";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { driftHtml } from "../../src/render/drift-html.ts";
import { driftJunit } from "../../src/render/drift-junit.ts";
import { hostile } from "../plans.ts";
import { driftOf, edited, everyStatus, unmanaged } from "./drifts.ts";
import { findChromium, noChromium } from "./find-chromium.ts";
import { lowContrast } from "./low-contrast.ts";

const executablePath = findChromium();
if (executablePath === undefined) process.stderr.write(`${noChromium}\n`);

interface Look {
  readonly width?: number;
  readonly scheme?: "dark" | "light";
  readonly javaScriptEnabled?: boolean;
}

describe.skipIf(executablePath === undefined)("the drift page in Chromium", () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "retain-page-"));

  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      // Containers have no namespaces to build a sandbox of; the page is our own.
      args: ["--no-sandbox"],
    });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a page from its file, as people do; whatever it asks of the network or complains about fails the test. */
  async function open(drift: Drift, look: Look = {}): Promise<Page> {
    const context = await browser.newContext({
      colorScheme: look.scheme ?? "light",
      javaScriptEnabled: look.javaScriptEnabled ?? true,
      viewport: { width: look.width ?? 1_280, height: 900 },
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    const file = join(folder, "drift.html");
    writeFileSync(file, driftHtml(drift));
    const address = pathToFileURL(file).href;
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("dialog", (dialog) => complaints.push(dialog.message()));
    page.on("request", (request) => {
      if (request.url() !== address) complaints.push(request.url());
    });
    onTestFinished(async () => {
      await context.close();
      expect(complaints).toEqual([]);
    });
    await page.goto(address);
    return page;
  }

  const names = (page: Page) => page.locator("tr.item:visible th button").allTextContents();

  test("filters by status, kind and text, which may stand in a difference", async () => {
    const page = await open(driftOf(everyStatus));
    expect(await names(page)).toHaveLength(6);
    await page.getByRole("button", { name: /edited/ }).click();
    expect(await names(page)).toEqual(["Customer Lake", "Results view", "Churning Data Ingestion"]);
    expect(await page.locator("#shown").textContent()).toBe("3 of 6 shown");
    await page.getByLabel("Kind").selectOption("pipeline");
    expect(await names(page)).toEqual(["Churning Data Ingestion"]);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("searchbox").fill("LAKETEST lake");
    expect(await names(page)).toEqual(["Customer Lake"]);
    await page.getByRole("searchbox").fill("no such thing");
    expect(await names(page)).toEqual([]);
    expect(await page.getByText("Nothing matches these filters").isVisible()).toBe(true);
  });

  test("opens a row side by side, the words that differ marked", async () => {
    const page = await open(driftOf(everyStatus));
    const detail = page.locator("#d2");
    expect(await detail.isVisible()).toBe(false);
    await page.getByRole("button", { name: "Results view" }).click();
    expect(await detail.isVisible()).toBe(true);
    expect(await detail.locator("del").allTextContents()).toEqual(["probability"]);
    expect(await detail.locator("ins").allTextContents()).toEqual([".5", "churn_probability,"]);
    const [left, right] = await Promise.all(
      [".gone", ".come"].map((side) => detail.locator(side).first().boundingBox()),
    );
    expect(left?.y).toBe(right?.y);
    expect(left?.x).toBeLessThan(right?.x ?? 0);
  });

  test("says what settles a row, each command to be taken with a click", async () => {
    const page = await open(driftOf(everyStatus));
    await page.getByRole("button", { name: "Train model" }).click();
    const ways = page.locator("#d3 .ways");
    const only = "retain drift --env prod --only 'synapse-notebook/Train model'";
    const commands = [
      `${only} --take --allow-delete`,
      `${only} --revert --out undo.json`,
      "retain apply undo.json",
    ];
    expect(await ways.locator("code").allTextContents()).toEqual(commands);
    for (const [at, command] of commands.entries()) {
      await ways.locator("code").nth(at).click();
      expect(await page.evaluate("getSelection().toString()")).toBe(command);
    }
  });

  test("is worked by the keyboard alone", async () => {
    const page = await open(driftOf(everyStatus));
    await page.keyboard.press("/");
    expect(await page.evaluate("document.activeElement.id")).toBe("search");
    await page.keyboard.type("nightly");
    expect(await names(page)).toEqual(["Nightly"]);
    for (const _ of ["kind", "open", "clear", "row"]) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.locator("#d5").isVisible()).toBe(true);
    expect(await page.locator("tr.item:visible button").getAttribute("aria-expanded")).toBe("true");
    await page.keyboard.press("/");
    await page.keyboard.press("Escape");
    expect(await names(page)).toHaveLength(6);
  });

  test("is dark or light as the system is, or as the reader says, for good", async () => {
    const page = await open(driftOf(everyStatus), { scheme: "dark" });
    const background = () => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    const dark = await background();
    const theme = page.getByRole("button", { name: /Theme/ });
    await theme.click();
    expect([await theme.textContent(), await background()]).toEqual(["Theme: dark", dark]);
    await theme.click();
    const light = await background();
    expect(light).not.toBe(dark);
    await page.reload();
    expect(await background()).toBe(light);
  });

  test.each([["dark"], ["light"]] as const)(
    "every text stands out from what is behind it, %s",
    async (scheme) => {
      const page = await open(driftOf(everyStatus), { scheme });
      await page.getByRole("button", { name: "Open or close all" }).click();
      const faint = await page.evaluate(lowContrast);
      expect(faint).toEqual([]);
    },
  );

  test("is read at 360 pixels without moving it sideways", async () => {
    const long = edited(`pipeline/${"a_name_without_any_break_".repeat(8)}`, {
      path: `properties.${"deeply.".repeat(40)}nested`,
      before: "x".repeat(3_000),
      after: "y",
    });
    const page = await open(driftOf([long, ...everyStatus]), { width: 360 });
    await page.getByRole("button", { name: "Open or close all" }).click();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  });

  test("shows all of it where scripts are off", async () => {
    const page = await open(driftOf(everyStatus), { javaScriptEnabled: false });
    expect(await page.locator("tr.detail:visible").count()).toBe(6);
    expect(await page.locator(".filters").isVisible()).toBe(false);
  });

  test("prints the differences, opened or not", async () => {
    const page = await open(driftOf(everyStatus));
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("figure:visible").count()).toBe(4);
    expect(await page.locator(".filters").isVisible()).toBe(false);
  });

  test("says that nothing moved", async () => {
    const page = await open(driftOf([], { pending: [{ ref: refOf("pipeline/New"), what: "created" }] }));
    expect(await page.getByText("No drift", { exact: true }).isVisible()).toBe(true);
    expect(await page.getByText("pipeline/New").isVisible()).toBe(true);
    expect(await page.title()).toBe("Drift of prod: No drift: 30 unchanged, 1 not yet published");
  });

  test("names and texts that look like markup do nothing", async () => {
    const evil = [
      ...hostile,
      "pipeline/</script><img src=x onerror=alert(1)>",
      'pipeline/"><svg onload=alert(1)>',
    ];
    const items = evil.map((name) => edited(name, { path: name, before: name, after: `${name}${name}` }));
    const page = await open(
      driftOf(items, { environment: "</title><script>alert(1)</script>", workspace: evil[3] ?? "" }),
    );
    expect(await page.locator("img, tr.item svg, a").count()).toBe(0);
    expect(await names(page)).toContain("</script><img src=x onerror=alert(1)>");
    await page.getByRole("searchbox").fill("<img src=x onerror");
    expect(await names(page)).toHaveLength(2);
  });

  test("two thousand artifacts are filtered at once", async () => {
    const items = Array.from({ length: 2_000 }, (_, at) =>
      at % 2
        ? unmanaged(`dataset/tmp_${at}`)
        : edited(`pipeline/Load ${at}`, { path: "p", before: 1, after: 2 }),
    );
    const page = await open(driftOf(items));
    await page.getByRole("searchbox").fill("load 1998");
    expect(await names(page)).toEqual(["Load 1998"]);
  });

  test("the JUnit form is XML to a strict reader", async () => {
    const page = await open(driftOf([]));
    const items = [...hostile, "pipeline/\u0000\ud800&<>\"'\r\n]]>"].map((name) =>
      edited(name, { path: name, lines: [{ mark: "+", text: name }] }),
    );
    const xml = driftJunit(driftOf(items, { environment: '"<&>' }), true);
    const read = `[...new DOMParser().parseFromString(${JSON.stringify(xml)}, "text/xml").querySelectorAll("parsererror, testcase")]`;
    const found = await page.evaluate<string[]>(`${read}.map(({ nodeName }) => nodeName)`);
    expect(found).toEqual(["testcase", ...items.map(() => "testcase")]);
  });
});
