import { PgUnavailableError } from "@factum/pg-adapter";
import { describe, expect, it } from "vitest";
import { memoryDesk } from "../../../test-support/memory-desk.js";
import { look } from "./look.js";
import { createStatusScreen } from "./status-screen.js";
import { watchStatus } from "./watch-status.js";

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 12, 3, second));

describe("The status that is watched", () => {
  it("is drawn in place on a terminal, cut to its height, and leaves the terminal as it was", async () => {
    const desk = await memoryDesk();
    await desk.declare("training_list_v1");
    let rows = 5;
    const texts: string[] = [];
    const output = {
      out: (text: string) => texts.push(text),
      err: () => {},
      isTerminal: true,
      size: () => ({ columns: 60, rows }),
    };
    const screen = createStatusScreen(output);
    screen.show(await look(desk, at(1)));
    screen.show(await look(desk, at(2)));
    rows = 20;
    screen.fail("Gone.");
    screen.end();
    screen.end();
    expect(texts).toHaveLength(4);
    expect(texts[0]?.startsWith("\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[H12:03:01  Safe position 0, ")).toBe(true);
    expect(linesOf(texts[1])).toEqual([
      "12:03:02  Safe position 0, last position 0. Ctrl-C ends it.",
      "",
      "listener          kind        state           position  behind",
      "training_list_v1  read-model  nobody runs it         0       0",
      "… 4 more lines",
    ]);
    expect(linesOf(texts[2])).toEqual([
      "12:03:02  Safe position 0, last position 0. Ctrl-C ends it.",
      "Gone. Trying again.",
      "",
      "listener          kind        state           position  behind",
      "training_list_v1  read-model  nobody runs it         0       0",
      "",
      "Nobody runs training_list_v1: start a process that has it,",
      "or `factum listeners forget training_list_v1` if none has it",
      "any more.",
    ]);
    expect(texts[3]).toBe("\u001b[?7h\u001b[?25h\u001b[?1049l");
  });

  it("is a line for what changed where there is no terminal", async () => {
    const desk = await memoryDesk();
    await desk.append(10);
    let text = "";
    const output = {
      out: (more: string) => {
        text += more;
      },
      err: (more: string) => {
        text += more;
      },
    };
    const screen = createStatusScreen(output);
    screen.show(await look(desk, at(0)));
    await desk.declare("training_list_v1");
    screen.show(await look(desk, at(1)));
    screen.show(await look(desk, at(2)));
    const [lease] = await desk.run("training_list_v1");
    screen.show(await look(desk, at(3)));
    if (lease !== undefined) await desk.listeners.advance({ lease, from: 0, to: 10, parked: [], replayed: [] });
    screen.show(await look(desk, at(4)));
    screen.fail("Postgres cannot be reached: gone");
    screen.fail("Postgres cannot be reached: gone");
    await desk.control.forget("training_list_v1");
    screen.show(await look(desk, at(5)));
    expect(text).toBe(`12:03:00  No listener was ever started on this store.
12:03:01  training_list_v1  nobody runs it  Nobody runs training_list_v1: start a process that has it, or \`factum listeners forget training_list_v1\` if none has it any more.
12:03:03  training_list_v1  running
Postgres cannot be reached: gone
12:03:05  training_list_v1 is gone
`);
    text = "";
    await desk.declare("training_list_v1");
    await desk.readModels.startBuild({ name: "training_list", version: 1 });
    await desk.declare("training_list_v1_b2");
    screen.show(await look(desk, at(6)));
    await desk.runTo("training_list_v1_b2", 10);
    await desk.stored.readModels.swap({ name: "training_list", version: 1 });
    screen.show(await look(desk, at(7)));
    expect(text.split("\n").map((line) => line.slice(10, 60))).toEqual([
      expect.stringMatching(/^training_list_v1 {2}nobody runs it/),
      expect.stringMatching(/^training_list_v1_b2 {2}rebuilding 100 %, nobody runs/),
      "training_list_v1  running",
      "training_list_v1_b2 is what queries read now",
      "",
    ]);
  });

  it("is a line of JSON a look, if JSON is asked for", async () => {
    const desk = await memoryDesk();
    await desk.append(3);
    desk.ageMs = 10;
    await desk.declare("training_list_v1");
    const lines: string[] = [];
    const screen = createStatusScreen({ out: (text) => lines.push(text), err: () => {} }, { json: true });
    screen.show(await look(desk, at(0)));
    screen.show(await look(desk, at(1)));
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[1] ?? "")).toMatchObject({
      at: "2026-11-23T12:03:01.000Z",
      ok: false,
      safePosition: 3,
      lastPosition: 3,
      holders: [],
      listeners: [
        {
          title: "training_list_v1",
          name: "training_list_v1",
          kind: "read-model",
          state: "unattended",
          ok: false,
          build: 1,
          isLive: true,
          progress: null,
          position: 0,
          behind: 3,
          lagMs: 10,
          rate: null,
          owners: [],
          shards: [{ shard: 0, position: 0, behind: 3, lagMs: 10, owner: null, leaseMs: 0, failure: null }],
          nextShards: null,
          pause: null,
          deadLetters: 0,
          parkedKeys: 0,
          explanations: [expect.stringContaining("Nobody runs training_list_v1")],
        },
      ],
    });
  });

  it("looks until it is told to stop, with rates, and over a connection that is lost", async () => {
    const desk = await memoryDesk();
    await desk.append(10);
    await desk.declare("training_list_v1");
    const controller = new AbortController();
    const seen: (string | number | null)[] = [];
    let looks = 0;
    await watchStatus({
      look: async () => {
        looks++;
        if (looks === 2) throw new PgUnavailableError(new Error("gone"));
        if (looks === 3) await desk.runTo("training_list_v1", 10);
        return look(desk, at(looks));
      },
      screen: {
        show: ({ listeners }) => {
          seen.push(listeners[0]?.rate ?? null);
          if (seen.length === 3) controller.abort();
        },
        fail: (message) => seen.push(message),
      },
      signal: controller.signal,
      everyMs: 0,
    });
    expect(seen).toEqual([null, "Postgres cannot be reached: gone", 5]);
  });

  it("ends with what the first look throws, and with anything but a lost connection", async () => {
    const screen = { show: () => {}, fail: () => {} };
    const { signal } = new AbortController();
    const lost = new PgUnavailableError(new Error("gone"));
    await expect(watchStatus({ look: () => Promise.reject(lost), screen, signal })).rejects.toBe(lost);
    const desk = await memoryDesk();
    let looks = 0;
    const broken = async () => (looks++ === 0 ? look(desk) : Promise.reject(new Error("broken")));
    await expect(watchStatus({ look: broken, screen, signal, everyMs: 0 })).rejects.toThrow("broken");
  });
});

/** Without what moves the cursor and clears what was there. */
function linesOf(text: string | undefined): string[] | undefined {
  return text?.replace("\u001b[H", "").replace(/.\[J$/, "").replaceAll("\u001b[K", "").split("\n");
}
