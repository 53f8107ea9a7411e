import { queryRows, streamIdOf, wait } from "@factum/core";
import { openPg } from "@factum/pg-adapter";
import { ADMIN } from "../catalog.js";
import { checkLog } from "../oracle/check-log.js";
import { checkReplies } from "../oracle/check-replies.js";
import { compareRows } from "../oracle/compare-rows.js";
import { expectedRows, type PlainRow } from "../oracle/expected-rows.js";
import { readLog } from "../oracle/read-log.js";
import type { Verdict } from "../oracle/verdict.js";
import { trainingHistory } from "../training-history/training-history.read-model.js";
import { trainingList } from "../training-list/training-list.read-model.js";
import { checkLooks } from "./check-looks.js";
import { checkRefusals } from "./check-refusals.js";
import { checkRepeats } from "./check-repeats.js";
import type { HttpClient } from "./http-client.js";
import { latestCompleted } from "./latest-completed.js";
import type { StepReply } from "./send-step.js";
import type { SessionCookies } from "./sessions.js";
import type { WorkDone } from "./work.js";

export interface TrafficToCheck {
  readonly databaseUrl: string;
  readonly client: HttpClient;
  readonly cookies: SessionCookies;
  readonly done: WorkDone;
  /** Whether nobody else writes to this database, so that all of its trainings can be compared, not only ours. */
  readonly alone: boolean;
}

/** Everything that clients were told, and both read models, over HTTP and in the database, against the log itself. */
export async function checkTraffic({ databaseUrl, client, cookies, done, alone }: TrafficToCheck): Promise<Verdict[]> {
  const store = await openPg({ connectionString: databaseUrl, applicationName: "traffic oracle", maxConnections: 2 });
  const { replies } = done;
  try {
    // What was given up by its client may still be under way in the server.
    if (replies.some(({ answer }) => answer.kind === "unclear")) await wait(UNCLEAR_MS);
    const log = await readLog(store.pool);
    const ours = new Set(replies.map(({ streamId }) => streamId));
    const relevant = ({ trainingId }: PlainRow) => alone || ours.has(streamIdOf("training", String(trainingId)));
    const { list, history } = expectedRows(log);
    const compare = (name: string, expected: readonly PlainRow[], actual: readonly PlainRow[]) =>
      compareRows(name, expected.filter(relevant), actual.filter(relevant));

    // The queries wait for the position, so the tables are read after them.
    const end = log.at(-1)?.position ?? 0;
    const query = (path: string) => rowsOf(client, `${path}?position=${end}`, cookies.get(ADMIN.id));
    const completed = await query("/api/history");
    const overHttp = [
      compare("GET /api/trainings", list, await query("/api/trainings")),
      compare("GET /api/history", latestCompleted(history, completed), completed),
    ];
    const inTables = [
      compare("the training list's table", list, (await queryRows(store.readModels, trainingList).find()).map(plain)),
      compare(
        "the training history's table",
        history,
        (await queryRows(store.readModels, trainingHistory).find()).map(plain),
      ),
    ];
    return [
      someAccepted(replies),
      ...checkReplies(log, replies),
      checkRefusals(replies),
      checkRepeats(replies),
      ...checkLog(log),
      checkLooks(log, done),
      ...overHttp,
      ...inTables,
    ];
  } finally {
    await store.close();
  }
}

const UNCLEAR_MS = 2_000;
const CATCH_UP_MS = 60_000;

/** Without this, an application that answers nothing at all would pass. */
function someAccepted(replies: readonly StepReply[]): Verdict {
  const accepted = replies.filter(({ answer }) => answer.kind === "accepted").length;
  const differences = accepted === 0 ? ["not a single command was accepted"] : [];
  return { claim: "commands were accepted", looked: accepted, differences };
}

/** The rows of a query; asks again while the listeners are still behind the position. */
async function rowsOf(client: HttpClient, path: string, cookie: string | undefined): Promise<PlainRow[]> {
  for (const until = Date.now() + CATCH_UP_MS; ; ) {
    const { status, body } = await client.get(path, cookie);
    if (status === 200 && Array.isArray(body)) return body as PlainRow[];
    if (status !== 503 || Date.now() > until)
      throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`);
    await wait(200);
  }
}

/** The oracle knows no types of generated code. */
function plain(row: object): PlainRow {
  return { ...row };
}
