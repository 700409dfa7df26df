#!/usr/bin/env node
// Runs on whatever Node started it; Skald itself needs Node 24, which `npm ci` put into this checkout.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(import.meta.url);
const ownNode = fileURLToPath(new URL("../../node_modules/node/bin/node", import.meta.url));
// What Node makes of the sources, types stripped and code compiled: the next process starts in half the time, and a
// server that was killed is waited for. Where nothing can be written, nothing is kept. This file is no TypeScript so
// that what strips the types is not loaded for it alone.
const compiled = fileURLToPath(new URL("../../node_modules/.cache/skald", import.meta.url));

if (Number(process.versions.node.split(".")[0]) >= 24) {
  module.enableCompileCache(compiled);
  await import("./main.ts");
} else if (existsSync(ownNode)) {
  // The channel is how the child learns that this process is gone, even by SIGKILL.
  const child = spawn(ownNode, [here, ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal === "SIGINT" ? 130 : 143);
  });
} else {
  console.error(
    `Skald needs Node 24 or later; this is ${process.version}. Run \`npm ci\` in the checkout, which brings one along.`,
  );
  process.exitCode = 1;
}
