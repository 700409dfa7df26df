import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
let built: string;

beforeAll(() => {
  built = mkdtempSync(join(tmpdir(), "skald-package-"));
  const config = join(root, "client-sdk/tsconfig.build.json");
  execFileSync(process.execPath, [
    join(root, "node_modules/typescript/bin/tsc"),
    "-p",
    config,
    "--outDir",
    built,
  ]);
}, 60_000);

afterAll(() => rmSync(built, { recursive: true, force: true }));

/** What each built file imports when it runs. */
function importsOf(folder: string): readonly { readonly file: string; readonly from: string }[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".js"))
    .flatMap((file) =>
      [...readFileSync(join(folder, file), "utf8").matchAll(/(?:\bfrom|^import) "([^"]+)";$/gm)].map(
        ([, from]) => ({ file, from: from ?? "" }),
      ),
    );
}

it("[SDK-13] what a stranger installs brings nothing of the rules and one package", () => {
  const imports = importsOf(built);
  expect(imports.length).toBeGreaterThan(20);
  expect(imports.filter(({ from }) => from.includes("rules/") || from.endsWith(".ts"))).toEqual([]);
  expect(new Set(imports.map(({ from }) => from).filter((from) => !from.startsWith(".")))).toEqual(
    new Set(["@colyseus/sdk"]),
  );
});

it("[SDK-13] the verifier runs by itself, outside the package", async () => {
  expect(importsOf(join(built, "verify")).filter(({ from }) => !from.startsWith("./"))).toEqual([]);
  const { verifySession } = await import(pathToFileURL(join(built, "verify.js")).href);
  expect(verifySession("")).toMatchObject({ ok: false, fault: { code: "end-missing" } });
});
