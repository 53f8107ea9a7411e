/**
 * Loaded into the application in front of its main file: ends it in order when the process that started it is gone, in
 * whatever way that ended.
 */
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
