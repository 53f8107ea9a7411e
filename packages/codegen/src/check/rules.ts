import type { Rule } from "./diagnostic.js";
import { buildersHaveDefaults } from "./rules/builders-have-defaults.js";
import { distinctAggregates } from "./rules/distinct-aggregates.js";
import { distinctNames } from "./rules/distinct-names.js";
import { distinctReadModels } from "./rules/distinct-read-models.js";
import { emitsKnownEvents } from "./rules/emits-known-events.js";
import { evaluates } from "./rules/evaluates.js";
import { eventsEmitted } from "./rules/events-emitted.js";
import { eventsKept } from "./rules/events-kept.js";
import { eventsNotRewritten } from "./rules/events-not-rewritten.js";
import { exportsAModel } from "./rules/exports-a-model.js";
import { foldVersionRaised } from "./rules/fold-version-raised.js";
import { followsKnownAggregates } from "./rules/follows-known-aggregates.js";
import { followsKnownEvents } from "./rules/follows-known-events.js";
import { followsTypesOnce } from "./rules/follows-types-once.js";
import { idIsString } from "./rules/id-is-string.js";
import { idOneSpelling } from "./rules/id-one-spelling.js";
import { indexInRow } from "./rules/index-in-row.js";
import { indexPlain } from "./rules/index-plain.js";
import { initialStateFits } from "./rules/initial-state-fits.js";
import { jsonTypes } from "./rules/json-types.js";
import { keyInRow } from "./rules/key-in-row.js";
import { keyNotEmpty } from "./rules/key-not-empty.js";
import { keyPlain } from "./rules/key-plain.js";
import { locksHaveModels } from "./rules/locks-have-models.js";
import { locksReadable } from "./rules/locks-readable.js";
import { namesKept } from "./rules/names-kept.js";
import { namesListedOnce } from "./rules/names-listed-once.js";
import { oneEventPerName } from "./rules/one-event-per-name.js";
import { oneSchemaPerName } from "./rules/one-schema-per-name.js";
import { plainCategory } from "./rules/plain-category.js";
import { pureModels } from "./rules/pure-models.js";
import { rejectsKnownRejections } from "./rules/rejects-known-rejections.js";
import { retiredNotEmitted } from "./rules/retired-not-emitted.js";
import { safeFieldNames } from "./rules/safe-field-names.js";
import { safeFileName } from "./rules/safe-file-name.js";
import { safeNames } from "./rules/safe-names.js";
import { snapshotsCount } from "./rules/snapshots-count.js";
import { streamsFound } from "./rules/streams-found.js";
import { tablesNotEmpty } from "./rules/tables-not-empty.js";
import { versionsKept } from "./rules/versions-kept.js";
import { wellFormed } from "./rules/well-formed.js";

/** Every rule, in the order of their codes. */
export const RULES: readonly Rule[] = [
  evaluates,
  exportsAModel,
  wellFormed,
  safeFileName,
  safeNames,
  safeFieldNames,
  distinctAggregates,
  distinctReadModels,
  plainCategory,
  distinctNames,
  oneSchemaPerName,
  emitsKnownEvents,
  rejectsKnownRejections,
  followsKnownEvents,
  followsKnownAggregates,
  followsTypesOnce,
  namesListedOnce,
  eventsEmitted,
  keyInRow,
  keyNotEmpty,
  keyPlain,
  indexInRow,
  indexPlain,
  tablesNotEmpty,
  jsonTypes,
  idIsString,
  idOneSpelling,
  initialStateFits,
  buildersHaveDefaults,
  eventsNotRewritten,
  snapshotsCount,
  locksReadable,
  locksHaveModels,
  streamsFound,
  eventsKept,
  versionsKept,
  namesKept,
  foldVersionRaised,
  retiredNotEmitted,
  oneEventPerName,
  pureModels,
];
