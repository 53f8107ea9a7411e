#!/usr/bin/env node
// The package as published has `dist` alone and runs it. In Factum's own repository the sources stand beside this file,
// and run as they are, so that a fresh clone needs no build.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const source = new URL("../src/main.ts", import.meta.url);

if (existsSync(source)) runSource();
else await import("../dist/main.js");

function runSource() {
  const node = ["--conditions=@factum/source", "--import", import.meta.resolve("tsx"), fileURLToPath(source)];
  const child = spawn(process.execPath, [...node, ...process.argv.slice(2)], { stdio: "inherit" });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  const forward = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  child.on("error", (error) => {
    throw error;
  });
  child.on("exit", (code, signal) => {
    for (const each of signals) process.off(each, forward);
    // Ends as the child ended, so that a shell sees the same.
    if (signal === null) process.exitCode = code ?? 1;
    else process.kill(process.pid, signal);
  });
}
