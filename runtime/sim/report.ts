// What a run prints at its end: how much was lived and how fast, what went wrong on the way, and which kinds never took part.
import { nodeKinds } from "#shared/node/all.ts";
import { signalKinds } from "#shared/signal/all.ts";
import type { Tally } from "./tally.ts";

/** Groups of counts, by the first word of their names, with what each stands for. */
const groups = {
  act: "acts played",
  fault: "faults",
  answer: "answers of receivers",
  signal: "signals in live strategies",
  node: "decisions by kind",
  send: "sends by channel and state",
} as const;

/** The lines of a report on a run of so many worlds that took so long (ms). */
export function report(tally: Tally, seedCount: number, tookMs: number): string[] {
  const rate = Math.round(tally.learnerDays / (tookMs / 1000));
  const count = (name: string) => (tally.counts.get(name) ?? 0).toLocaleString("en");
  return [
    ...Object.entries(groups).map(([group, title]) => `${title}: ${linesOf(tally, group).join(", ")}`),
    `events applied: ${count("events applied")}, duplicates ${count("events duplicate")}, refused ${count("events rejected")}`,
    `episodes: ${count("episodes")}, decisions: ${count("decisions")}, sends: ${count("sends")}, restarts: ${tally.restarts.toLocaleString("en")}`,
    `kinds that never took part: ${missing(tally).join(", ") || "none"}`,
    `${tally.learnerDays.toLocaleString("en")} learner-days over ${seedCount} seeds, ${rate.toLocaleString("en")} learner-days per second, 0 violations`,
  ];
}

function linesOf({ counts }: Tally, group: string): string[] {
  return [...counts]
    .filter(([name]) => name.startsWith(`${group} `))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name.slice(group.length + 1)} ${count.toLocaleString("en")}`);
}

/** Signal and node kinds that no live strategy had, or no learner came to. */
function missing({ counts }: Tally): string[] {
  const wanted = [...signalKinds.map(({ kind }) => `signal ${kind}`), ...nodeKinds.map(({ type }) => `node ${type}`)];
  return wanted.filter((name) => !counts.has(name));
}
