// The acceptance of measurement section 11: every simulation at a given size, its lines in order, and the table they print as.
import { armOdds } from "#shared/stats/bayes.ts";
import { compareAt } from "#shared/stats/comparison.ts";
import { sequenceP } from "#shared/stats/sequence.ts";
import { concordanceLine, coverageLines, extremesLine, publishedLine } from "./intervals.ts";
import { isMet, type Line, type Size } from "./line.ts";
import {
  clusteredLines,
  clusteredPeekLines,
  dailyLines,
  everyLearnerLines,
  familyLine,
  powerLines,
} from "./peeking.ts";
import { banditLines, fatigueLines, maturityLines, srmLines } from "./streams.ts";

/** The simulations by what they are about, in the order of the page; each gives its lines. */
export const simulations: readonly ((size: Size) => readonly Line[])[] = [
  () => [publishedLine()],
  (size) => [concordanceLine(size)],
  coverageLines,
  everyLearnerLines,
  dailyLines,
  clusteredPeekLines,
  powerLines,
  srmLines,
  clusteredLines,
  maturityLines,
  banditLines,
  fatigueLines,
  (size) => [familyLine(size)],
  () => [extremesLine()],
];

/** So many full comparisons: p, both intervals, the sequence's p, chances and losses. As one text, so that two runs can be compared. */
export function fullComparisons(count: number): string {
  const all = Array.from({ length: count }, (_, at) => {
    const pair = { treated: { x: 200 + (at % 97), n: 2000 + at }, control: { x: 180 + (at % 89), n: 2000 + 2 * at } };
    const compared = compareAt(pair);
    return {
      ...compared,
      sequence: sequenceP(compared.z, pair.treated.n + pair.control.n, 0.01, 5000),
      odds: armOdds([pair.control, pair.treated]),
    };
  });
  return JSON.stringify(all);
}

/** 11.13: full comparisons in at most 5 ms each, by a clock in milliseconds; and whether a second run gives the same bytes. */
export function speedLines(clock: () => number, count = 1000): Line[] {
  const start = clock();
  const first = fullComparisons(count);
  const figure = clock() - start;
  const isSame = fullComparisons(count) === first;
  return [
    { name: `11.13 ${count} full comparisons`, figure, least: null, most: 5 * count, unit: "ms", runs: count },
    { name: "11.13 runs with other bytes", figure: isSame ? 0 : 1, least: null, most: 0, unit: "count", runs: 2 },
  ];
}

const units: Readonly<Record<Line["unit"], (value: number) => string>> = {
  share: (value) => `${(value * 100).toFixed(2)} %`,
  points: (value) => `${value.toFixed(4)} points`,
  count: (value) => String(value),
  learners: (value) => `${value} learners`,
  ms: (value) => `${value.toFixed(0)} ms`,
};

/** A line as columns: name, bound, figure, met or not. */
export function columnsOf(line: Line): [name: string, bound: string, figure: string, state: string] {
  const { least, most, unit, figure, name, runs } = line;
  const say = units[unit];
  const bounds = [least === null ? "" : `>= ${say(least)}`, most === null ? "" : `<= ${say(most)}`].filter(
    (text) => text !== "",
  );
  return [name, bounds.join(" and "), `${say(figure)} (${runs})`, isMet(line) ? "met" : "NOT MET"];
}

/** Whether every line is met. */
export function areAllMet(lines: readonly Line[]): boolean {
  return lines.every(isMet);
}

/** A table with columns of equal width. */
export function tableOf(lines: readonly Line[]): string {
  const rows = [["line", "bound", "figure (runs)", ""], ...lines.map(columnsOf)];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
