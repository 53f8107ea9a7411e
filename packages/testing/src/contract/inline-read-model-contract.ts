import type { EventStore, ListenerStore, ReadModel, ReadModelStore } from "@factum/core";
import type { ContractOptions } from "./contract-options.js";
import { appendTests } from "./inline-read-models/append-tests.js";
import { buildTests } from "./inline-read-models/build-tests.js";
import { concurrencyTests } from "./inline-read-models/concurrency-tests.js";
import { followTests } from "./inline-read-models/follow-tests.js";
import { makeModels } from "./inline-read-models/make.js";
import { refusalTests } from "./inline-read-models/refusal-tests.js";
import { repeatTests } from "./inline-read-models/repeat-tests.js";
import { suite } from "./runner.js";
import { saysIfAlone, useOpened } from "./use-opened.js";

export interface InlineReadModelContract extends ContractOptions {
  /** @param readModels those that appends are to write */
  open(readModels: readonly ReadModel[]): Promise<OpenedInline>;
}

export interface OpenedInline {
  readonly events: EventStore;
  readonly readModels: ReadModelStore;
  readonly listeners: ListenerStore;
  /** A second way to the same log, as another process has that knows the same read models. Absent: the store itself, and a skipped test says so. */
  readonly another?: EventStore;
  close(): Promise<void>;
}

/** Registers the tests that every event store must pass which writes inline read models. They share one store. */
export function inlineReadModelContract({ name, except = {}, open }: InlineReadModelContract): void {
  suite(`${name} keeps the contract of inline read models:`, except, () => {
    const models = makeModels();
    const opened = useOpened(() => open(models.all));
    const another = () => opened().another ?? opened().events;
    saysIfAlone(opened);

    appendTests(models, opened);
    repeatTests(models, opened, another);
    refusalTests(models, opened);
    concurrencyTests(models, opened, another);
    followTests(models, opened);
    buildTests(models, opened);
  });
}
