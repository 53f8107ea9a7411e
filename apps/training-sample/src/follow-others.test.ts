import {
  createCommandHandler,
  MemoryEventStore,
  MemoryListenerStore,
  MemoryNotifier,
  MemoryReadModelStore,
  queryRows,
  type RunningListeners,
  readModelListener,
  startListeners,
  uuidv7,
} from "@factum/core";
import { describe, expect, it } from "vitest";
import { ChangeFeed } from "./change-feed.js";
import { followOthers } from "./follow-others.js";
import { CreateRegistration } from "./training/generated/training.testkit.js";
import type { TrainingId } from "./training/generated/training.types.js";
import { training } from "./training/training.decider.js";
import { trainingList } from "./training-list/training-list.read-model.js";

const LONG = 60_000;

describe("A process whose read models another process runs", () => {
  it("tells its pages when their rows are there", async () => {
    const notifier = new MemoryNotifier();
    const events = new MemoryEventStore({ notifier });
    const store = new MemoryListenerStore();
    const readModels = new MemoryReadModelStore({ listeners: store });
    const start = (): RunningListeners =>
      startListeners([readModelListener(trainingList, readModels)], { events, store, notifier });
    const owner = start();
    await owner.ready();
    const standby = start();
    await standby.ready();
    expect(standby.status()[0]?.state).toBe("standby");

    const changes = new ChangeFeed();
    const unfollow = followOthers({ events, notifier, listeners: standby, changes });
    await createCommandHandler({ store: events })(training, uuidv7() as TrainingId, CreateRegistration());
    await changes.next(0, LONG);
    expect(changes.count).toBe(1);
    expect(await queryRows(readModels, trainingList).count()).toBe(1);

    unfollow();
    await Promise.all([owner.stop(), standby.stop()]);
  });
});
