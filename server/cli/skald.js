#!/usr/bin/env node
// Runs on whatever Node started it; Skald itself needs Node 24, which `npm ci` put into this checkout.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));
const ownNode = fileURLToPath(new URL("../../node_modules/node/bin/node", import.meta.url));

if (Number(process.versions.node.split(".")[0]) >= 24) {
  await import("./main.ts");
} else if (existsSync(ownNode)) {
  // The channel is how the child learns that this process is gone, even by SIGKILL.
  const child = spawn(ownNode, [main, ...process.argv.slice(2)], {
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
