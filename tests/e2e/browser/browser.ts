import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe } from "vitest";
import { type ServerProcess, serverProcess } from "../../support/server-process.ts";

const CANDIDATES = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/chromium-browser"];
const CLIENT = resolve(import.meta.dirname, "../../../client-sdk");

/** Where a Chromium is; null when this machine has none. */
const chromiumPath = (): string | null =>
  CANDIDATES.find((path) => path !== undefined && existsSync(path)) ?? null;

const launch = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });

/** The table as it is in the sources now. */
async function buildTable(): Promise<void> {
  await build({
    root: resolve(CLIENT, "table"),
    configFile: resolve(CLIENT, "vite.config.ts"),
    logLevel: "error",
  });
}

/** A server of one's own that shows the table, and a browser before it. */
export type Shown = {
  readonly server: ServerProcess;
  readonly browser: Browser;
  /** The server's folder. */
  readonly data: string;
};

/** Cases on the web table as it is in the sources now. Where there is no Chromium they do not run, and it is said. */
export function describeTable(
  name: string,
  cases: (at: Shown) => void,
  environment: () => Promise<Readonly<Record<string, string>>> = async () => ({}),
): void {
  const path = chromiumPath();
  if (path === null) console.log(`no Chromium here: ${name} is not looked at (set CHROMIUM_PATH)`);
  describe.skipIf(path === null)(name, () => {
    const at: { -readonly [Part in keyof Shown]?: Shown[Part] } = {};

    beforeAll(async () => {
      const data = await mkdtemp(join(tmpdir(), "skald-browser-"));
      at.data = data;
      await buildTable();
      at.server = await serverProcess({ SKALD_DATA: data, ...(await environment()) });
      await at.server.start();
      at.browser = await launch(path ?? "");
    }, 120_000);

    afterAll(async () => {
      await at.browser?.close();
      await at.server?.stop();
      await rm(at.data ?? "", { recursive: true, force: true });
    }, 30_000);

    cases(at as Shown);
  });
}

/** One person's browser, and everything it complained about or fetched from elsewhere. */
export type Visitor = { readonly page: Page; readonly troubles: string[] };

export async function visit(
  browser: Browser,
  url: string,
  size = { width: 1366, height: 850 },
): Promise<Visitor> {
  const context = await browser.newContext({ viewport: size, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const troubles: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== new URL(url).origin)
      troubles.push(`fetched ${request.url()}`);
  });
  await page.goto(url);
  return { page, troubles };
}

export async function register(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "I am new here" }).click();
  await page.getByLabel("Name at the table").fill(name);
  await page.getByLabel("E-mail").fill(`${name.toLowerCase()}@example.org`);
  await page.getByLabel("Password").fill("long enough");
  await page.getByRole("button", { name: "Register" }).click();
  await page.getByRole("heading", { name: "Campaigns" }).waitFor();
}

/** Signs in somebody who has an account. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Campaigns" }).waitFor();
}

/** Clicks the middle of a square, wherever the drawing puts it. */
export async function clickSquare(page: Page, x: number, y: number): Promise<void> {
  const map = page.getByRole("application");
  const at = await map.evaluate(
    (node, [column, row]) => {
      const matrix = (node as unknown as SVGSVGElement).getScreenCTM();
      if (matrix === null) throw new Error("the map is not shown");
      const point = new DOMPoint((column + 0.5) * 40, (row + 0.5) * 40).matrixTransform(matrix);
      return { x: point.x, y: point.y };
    },
    [x, y] as const,
  );
  await page.mouse.click(at.x, at.y);
}
