/** Names of attributes. None is also the beginning of another's, as the naming rules of OpenTelemetry ask. */
export const ATTRIBUTE = {
  aggregate: "factum.aggregate",
  category: "factum.category",
  command: "factum.command.name",
  commandId: "factum.command.id",
  conflicts: "factum.command.conflict_count",
  outcome: "factum.command.outcome",
  rejection: "factum.rejection.name",
  streamId: "factum.stream.id",
  version: "factum.stream.version",
  // Of a joint decision, in the same order.
  streamIds: "factum.stream.ids",
  versions: "factum.stream.versions",
  events: "factum.event.count",
  loadedFrom: "factum.load.source",
  appendResult: "factum.append.result",
  attempt: "factum.conflict.attempt",
  expected: "factum.conflict.expected_version",
  actual: "factum.conflict.actual_version",

  // Of the semantic conventions, and stable there.
  databaseNamespace: "db.namespace",
  databaseOperation: "db.operation.name",
  databaseBatchSize: "db.operation.batch.size",
  databaseSystem: "db.system.name",
  errorType: "error.type",
} as const;
