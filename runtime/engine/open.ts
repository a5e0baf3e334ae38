// What an engine is made of, and the files it opens.
import { join } from "node:path";
import { Crash } from "#runtime/store/crash-point.ts";
import { EngineDb } from "#runtime/store/engine-db.ts";
import { EventWindow } from "#runtime/store/event-window.ts";
import { type Log, openLog } from "#runtime/store/log/log.ts";
import type { Clock } from "./clock.ts";
import type { EngineNews } from "./protocol.ts";

/** The opened files of an engine. */
export interface Store {
  db: EngineDb;
  log: Log;
}

/** What an engine is made of. */
export interface EngineOptions {
  /** The data folder; the log and engine.db live in it. */
  folder: string;
  clock: Clock;
  /** Signs links and tokens; the first signs, all verify. */
  secret: Uint8Array;
  /** Where links in messages lead: the runtime's public address, without a final slash. */
  publicUrl: string;
  tell(news: EngineNews): void;
  /** Hears of the bug that stopped the engine. */
  failed?(error: unknown): void;
  /** Where a test wants it to die. */
  crash?: Crash;
  /** The opened store; where absent it is opened in the folder. */
  store?: Store;
}

/** Opens the files of a folder. Throws StoreBusy, StoreDamaged, LogDamaged. */
export function openStore({ folder, crash = new Crash(null) }: EngineOptions): Store {
  const db = new EngineDb(join(folder, "engine.db"), (stage) =>
    crash.reach(stage === "before" ? "store.beforeCommit" : "store.afterCommit"),
  );
  return { db, log: openLog(join(folder, "log"), { disk: crash.disk() }) };
}

/** The known events of a log; what leaves memory goes beside the learner index, which may be thrown away too. */
export function openWindow({ folder }: EngineOptions, log: Log, nowAt: number): EventWindow {
  return new EventWindow(log, join(folder, "index", "seen"), nowAt);
}
