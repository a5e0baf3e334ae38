// What an engine is made of, and the files it opens.
import { join } from "node:path";
import { Crash } from "#runtime/store/crash-point.ts";
import { EngineDb, type StoreOptions } from "#runtime/store/engine-db.ts";
import { EventWindow } from "#runtime/store/event-window.ts";
import { LateHands } from "#runtime/store/hands.ts";
import { type Log, openLog } from "#runtime/store/log/log.ts";
import { extendChains } from "./chains.ts";
import type { Clock } from "./clock.ts";
import type { EngineNews } from "./protocol.ts";
import { StoreThread } from "./store-thread.ts";

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
  /** The built file of the thread that commits, or `late`: the engine's own, as late as that may be. Where absent, it does so at once. */
  committer?: URL | "late";
  /** The opened store; where absent it is opened in the folder. */
  store?: Store;
}

/** What a store does beside writing: each transaction extends the chains of the ledgers that grew in it. */
export function storeParts(crash: Crash): StoreOptions {
  return {
    heard: (stage) => crash.reach(stage === "before" ? "store.beforeCommit" : "store.afterCommit"),
    ending: extendChains,
  };
}

/** Opens the files of a folder. Throws StoreBusy, StoreDamaged, LogDamaged. */
export function openStore({ folder, crash = new Crash(null), committer }: EngineOptions): Store {
  const file = join(folder, "engine.db");
  const parts = storeParts(crash);
  const db = new EngineDb(file, committer === undefined ? parts : { ...parts, ...handsOf(file, committer, crash) });
  return { db, log: openLog(join(folder, "log"), { disk: crash.disk() }) };
}

function handsOf(file: string, committer: URL | "late", crash: Crash): StoreOptions {
  if (committer === "late") return { hands: (db) => new LateHands((batch) => db.carryOut(batch)) };
  return { share: "owner", hands: (db) => new StoreThread(committer, file, crash.at, () => db.settle()) };
}

/** The known events of a log; what leaves memory goes beside the learner index, which may be thrown away too. */
export function openWindow({ folder }: EngineOptions, log: Log, nowAt: number): EventWindow {
  return new EventWindow(log, join(folder, "index", "seen"), nowAt);
}
