// Formats what a replay came to as plain text for a terminal: the server's books, then the run's own figures.
import type { Locale } from "./issues.ts";
import { alignColumns } from "./width.ts";
import { wordFor } from "./words.ts";

/** The totals of a server's books that the table prints. Counts by key; keys are codes or node and channel ids. */
export interface ReplayBooks {
  events: Record<string, number>;
  learners: number;
  episodes: { byTier: Record<string, number>; open: number; recovered: number; lost: number; void: number };
  sends: { byChannel: Record<string, Record<string, number>> };
  reasons: Record<string, number>;
}

/** The run's own figures; null where a figure was not taken. */
export interface RunFigures {
  eventsPerSecond: number;
  wallMs: number;
  peakMemoryBytes: number | null;
}

const MIB = 1024 * 1024;

/** The table, lines joined by LF, without a final one. */
export function replayTable(books: ReplayBooks, run: RunFigures, locale: Locale): string {
  const say = (code: string) => wordFor(code, locale);
  const { byTier, ...ends } = books.episodes;
  const sections = [
    section(say("events"), counts(books.events, say)),
    section(say("learners"), [[say("total"), count(books.learners)]]),
    section(say("episodes"), [...counts(byTier, say), ...counts(ends, say)]),
    section(say("sends"), sendRows(books.sends.byChannel, say)),
    section(say("reasons"), largestFirst(counts(books.reasons, say), books.reasons)),
    section(say("run"), runRows(run, locale)),
  ];
  return sections.map((rows) => (rows.length === 1 ? [...rows, `  ${say("none")}`] : rows).join("\n")).join("\n\n");
}

function section(title: string, rows: string[][]): string[] {
  return [title, ...alignColumns(rows).map((line) => `  ${line}`)];
}

function count(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 0 });
}

function counts(values: Record<string, number>, say: (code: string) => string): string[][] {
  return Object.entries(values).map(([code, value]) => [say(code), count(value)]);
}

function largestFirst(rows: string[][], values: Record<string, number>): string[][] {
  const sizes = Object.values(values);
  const order = rows.map((_, at) => at).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0));
  return order.map((at) => rows[at] ?? []);
}

function sendRows(byChannel: Record<string, Record<string, number>>, say: (code: string) => string): string[][] {
  const states = [...new Set(Object.values(byChannel).flatMap((values) => Object.keys(values)))];
  if (states.length === 0) return [];
  const rows = Object.entries(byChannel).map(([channel, values]) => [
    say(channel),
    ...states.map((state) => count(values[state] ?? 0)),
  ]);
  return [["", ...states.map(say)], ...rows];
}

function runRows(run: RunFigures, locale: Locale): string[][] {
  const rows = [
    [wordFor("time", locale), wordFor("seconds", locale, (run.wallMs / 1000).toFixed(1))],
    [wordFor("rate", locale), wordFor("ratePerSecond", locale, count(run.eventsPerSecond))],
  ];
  if (run.peakMemoryBytes !== null) rows.push([wordFor("memory", locale), `${count(run.peakMemoryBytes / MIB)} MiB`]);
  return rows;
}
