// What stops an engine for good, in a word that its status shows.
import { StoreFull } from "#runtime/store/engine-db.ts";
import { LogStopped } from "#runtime/store/log/fault.ts";

/** The word for an error; a bug is told with its message. */
export function faultOf(error: unknown): string {
  if (error instanceof StoreFull) return "diskFull";
  if (error instanceof LogStopped) return "logStopped";
  return `bug: ${error instanceof Error ? error.message : String(error)}`;
}
