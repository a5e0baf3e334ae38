// Profiles of the processor of whatever the tools start: on while a folder is named, written when a process ends in order, one file a
// thread; and what they come to, function by function.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const FOLDER = "WINBACK_PROFILE_FOLDER";
const INTERVAL_US = 500;
/** Time in which a thread did nothing. */
const RESTS = new Set(["(idle)", "(program)", "(root)"]);

/** From now on processes are profiled into a folder. */
export function profileInto(folder: string): void {
  process.env[FOLDER] = folder;
}

/** What a process is started with so that it is profiled; nothing where no folder is named. */
export function profileArgs(): string[] {
  const folder = process.env[FOLDER];
  return folder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${folder}`, `--cpu-prof-interval=${INTERVAL_US}`];
}

/** How a process that is no longer wanted is ended: at once, or so that it can still write its profile. */
export function endSignal(): "SIGKILL" | "SIGTERM" {
  return process.env[FOLDER] === undefined ? "SIGKILL" : "SIGTERM";
}

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number }; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
}

/** The functions of each profile in a folder that took most time by themselves and with what they call (ms), most first. */
export function summary(folder: string, most: number): string {
  const files = readdirSync(folder).filter((name) => name.endsWith(".cpuprofile"));
  return files.map((name) => `${name}\n${summaryOf(join(folder, name), most)}`).join("\n\n");
}

function summaryOf(file: string, most: number): string {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, "utf8")) as Profile;
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
      id,
      `${functionName || "(anonymous)"}${url === "" ? "" : ` ${basename(url)}:${lineNumber + 1}`}`,
    ]),
  );
  const own = new Map<string, number>();
  const whole = new Map<string, number>();
  const add = (sums: Map<string, number>, name: string, ms: number) => sums.set(name, (sums.get(name) ?? 0) + ms);
  samples.forEach((id, n) => {
    const ms = (timeDeltas[n] ?? 0) / 1000;
    add(own, names.get(id) ?? "", ms);
    const above = new Set<string>();
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) above.add(names.get(at) ?? "");
    for (const name of above) add(whole, name, ms);
  });
  const busy = [...own].reduce((sum, [name, ms]) => sum + (RESTS.has(name) ? 0 : ms), 0);
  const top = (sums: Map<string, number>) =>
    [...sums]
      .filter(([name]) => !RESTS.has(name))
      .sort(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([name, ms]) => `${ms.toFixed(0).padStart(8)} ${((100 * ms) / busy).toFixed(1).padStart(5)} %  ${name}`)
      .join("\n");
  return `busy ${busy.toFixed(0)} ms; by themselves:\n${top(own)}\nwith what they call:\n${top(whole)}`;
}
