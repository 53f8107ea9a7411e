import path from "node:path";
import { createApp } from "./create-app.js";
import { CreateError } from "./create-error.js";
import { HELP, nextSteps } from "./messages.js";
import { type Arguments, readArguments } from "./read-arguments.js";
import { readVersion } from "./version.js";

/** What the command has to do with the world. */
export interface World {
  readonly cwd: string;
  /** A folder with one folder for each template. */
  readonly templates: string;
  out(text: string): void;
  err(text: string): void;
  /** Only where somebody is there to answer. */
  readonly ask?: (question: string) => Promise<string>;
  /** `npm install`. @returns whether it went well */
  install(folder: string): Promise<boolean>;
}

/** Runs the command with its arguments; returns the exit code. */
export async function run(args: readonly string[], world: World): Promise<number> {
  try {
    const given = readArguments(args);
    if (given.help || given.version) {
      world.out(given.help ? HELP : `${readVersion()}\n`);
      return 0;
    }
    return await create(given, world);
  } catch (error) {
    if (!(error instanceof CreateError)) throw error;
    world.err(`${error.message}\n`);
    return 1;
  }
}

async function create(given: Arguments, world: World): Promise<number> {
  const { cwd, templates, ask, out, err } = world;
  const name = given.name ?? (await ask?.("What is the application's name? "))?.trim();
  if (name === undefined || name === "")
    throw new CreateError("There is no name.", "Give one: npm create factum my-app");
  const template =
    given.template ?? ((await said(ask, "With the sample, trainings and their pages?")) ? "sample" : "empty");
  const folder = createApp({
    parent: cwd,
    name,
    template: path.join(templates, template),
    ...(given.packages === undefined ? {} : { packages: path.resolve(cwd, given.packages) }),
  });
  out(`${name} is made in ${folder}.\n`);

  const wantsInstall = given.install ?? (await said(ask, "Install its packages now, with npm?"));
  const installed = wantsInstall && (await world.install(folder));
  if (wantsInstall && !installed)
    err("npm install did not work; the application is complete, and you can try again.\n");
  out(nextSteps(name, installed));
  return wantsInstall && !installed ? 1 : 0;
}

/** Yes, unless somebody who was asked says no. */
async function said(ask: World["ask"], question: string): Promise<boolean> {
  const answer = await ask?.(`${question} [Y/n] `);
  return !/^\s*n/i.test(answer ?? "");
}
