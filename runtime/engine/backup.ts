// A backup: the log's files, then the database as one consistent copy, and the secrets, without which the links already sent lead
// nowhere. The log is ahead of the copy or level with it, so a restore replays the rest.
import { copyFileSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "./engine.ts";

/** Copies an engine's data into an empty folder and says for how long the engine stood still (ms). */
export function backup(engine: Engine, folder: string): { pauseMs: number } {
  const begun = performance.now();
  mkdirSync(join(folder, "log"), { recursive: true });
  engine.flush();
  engine.db.vacuumInto(join(folder, "engine.db"));
  const source = join(engine.options.folder, "log");
  const names = readdirSync(source).filter((name) => name.endsWith(".log")); // not one that is being rewritten
  for (const name of names.sort()) copyFileSync(join(source, name), join(folder, "log", name));
  const secrets = join(engine.options.folder, "secrets.json");
  if (existsSync(secrets)) copyFileSync(secrets, join(folder, "secrets.json"));
  return { pauseMs: Math.round(performance.now() - begun) };
}
