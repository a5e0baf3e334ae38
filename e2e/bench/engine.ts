// Asks the engine by itself, with the three-tier strategy of the gallery.
import { gallery } from "#shared/strategy/gallery.ts";
import { startChild } from "./child.ts";
import type { Applied, Pending, Task } from "./process-engine.ts";
import type { Setting } from "./row.ts";

type Rest<T> = T extends unknown ? Omit<T, "folder" | "document"> : never;

async function ask<T>(setting: Setting, task: Rest<Task>): Promise<T> {
  const document = gallery[0]?.document;
  if (document === undefined) throw new Error("the gallery is empty");
  const child = startChild("engine");
  try {
    return await child.ask<T>({ ...task, folder: setting.newFolder(), document });
  } finally {
    await child.end();
  }
}

/** Applies events. */
export function applyEvents(setting: Setting, task: Rest<Extract<Task, { do: "apply" }>>) {
  return ask<Applied>(setting, task);
}

/** Has learners pending. */
export function holdPending(setting: Setting, learners: number) {
  return ask<Pending>(setting, { do: "pending", learners });
}
