// What the main thread did, from the browser's own trace: the tasks of the page's main thread, and the frames they were done for.
import type { CDPSession } from "@playwright/test";

/** An event of a trace, as Chromium writes it; times in µs. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** A stretch of work of the main thread; `at` on the trace's clock. `cpuMs` is what it had of the processor. */
export interface Task {
  readonly atMs: number;
  readonly ms: number;
  readonly cpuMs: number;
}

/** What the main thread did: its tasks in order, and when each of its frames began. */
export interface Trace {
  readonly tasks: readonly Task[];
  readonly framesAtMs: readonly number[];
}

const categories = ["disabled-by-default-devtools.timeline", "disabled-by-default-devtools.timeline.frame"];

/** Traces what the page does while `act` runs. */
export async function traced(session: CDPSession, act: () => Promise<void>): Promise<Trace> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }) => {
    events.push(...(value as TraceEvent[]));
  };
  session.on("Tracing.dataCollected", collect);
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { recordMode: "recordAsMuchAsPossible", includedCategories: categories },
  });
  await act();
  const done = new Promise<void>((resolve) => session.once("Tracing.tracingComplete", () => resolve()));
  await session.send("Tracing.end");
  await done;
  session.off("Tracing.dataCollected", collect);
  return readTrace(events);
}

/** The page's main thread is the busiest of the renderers'. */
function readTrace(events: readonly TraceEvent[]): Trace {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const mains = events.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain");
  const [busiest] = mains
    .map((main) => events.filter((event) => threadOf(event) === threadOf(main)))
    .sort((a, b) => b.length - a.length);
  const own = (busiest ?? []).toSorted((a, b) => a.ts - b.ts);
  const named = (wanted: string) => own.filter(({ name }) => name === wanted);
  return {
    tasks: named("RunTask").map(({ ts, dur = 0, tdur = dur }) => ({
      atMs: ts / 1000,
      ms: dur / 1000,
      cpuMs: tdur / 1000,
    })),
    framesAtMs: named("BeginMainThreadFrame").map(({ ts }) => ts / 1000),
  };
}

/** The work for each frame: tasks that began after the frame before it, its own included. */
export function frameWork({ tasks, framesAtMs }: Trace, of: "ms" | "cpuMs"): number[] {
  const work = framesAtMs.map(() => 0);
  let frame = 0;
  for (const task of tasks) {
    while (frame < framesAtMs.length && (framesAtMs[frame] ?? 0) < task.atMs) frame += 1;
    if (frame < work.length) work[frame] = (work[frame] ?? 0) + task[of];
  }
  return work;
}

/** Frames begun in a second. */
export function frameRate({ framesAtMs }: Trace): number {
  const [first = 0, last = 0] = [framesAtMs[0], framesAtMs.at(-1)];
  return framesAtMs.length < 2 ? 0 : ((framesAtMs.length - 1) * 1000) / (last - first);
}

/** The longest task. */
export function longestTask({ tasks }: Trace, of: "ms" | "cpuMs"): number {
  return Math.max(0, ...tasks.map((task) => task[of]));
}
