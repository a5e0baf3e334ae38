// A process of the bench's own beside this one: asked by messages, one answer to each question.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { endSignal, profileArgs } from "#e2e/drive/profile.ts";

/** A process that answers questions. */
export interface Child {
  ask<T>(question: unknown): Promise<T>;
  end(): Promise<void>;
}

const folder = dirname(fileURLToPath(import.meta.url));

/** Starts `process-<name>`. */
export function startChild(name: string): Child {
  const child = fork(join(folder, `process-${name}.js`), [], {
    execArgv: [
      ...profileArgs(),
      "--enable-source-maps",
      "--expose-gc",
      "--max-semi-space-size=16",
      "--max-old-space-size=12000",
    ],
    serialization: "advanced",
  });
  return { ask: (question) => ask(child, question), end: () => end(child) };
}

function ask<T>(child: ChildProcess, question: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`a bench process ended with ${code}`));
    child.once("exit", gone);
    child.once("message", (answer) => {
      child.off("exit", gone);
      resolve(answer as T);
    });
    child.send(question as object);
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, "exit");
  child.kill(endSignal());
  await gone;
}

/** Answers the questions of the process that started this one; an error ends it and is printed. */
export function answer<Q, A>(handle: (question: Q) => Promise<A> | A): void {
  process.on("message", async (question) => {
    const said = await handle(question as Q);
    process.send?.(said as object);
  });
  // In order, so that a profile is written where one is made.
  process.on("SIGTERM", () => process.exit());
}
