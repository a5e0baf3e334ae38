// The figures of a backtest as plain text for a terminal.
import { alignColumns } from "#runtime/main/oulad/width.ts";
import { wordFor } from "#runtime/main/oulad/words.ts";
import type { BacktestResult } from "#shared/api/backtests.ts";
import type { Words } from "#shared/kernel/issue.ts";
import { words } from "./words.ts";

type Locale = keyof Words;
type Row = BacktestResult["all"];
type Say = (code: keyof typeof words, n?: string, m?: string) => string;

const MISSING = "—";

function number(value: number | null, digits = 0): string {
  return value === null
    ? MISSING
    : value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function percent(rate: number | null): string {
  return rate === null ? MISSING : `${(rate * 100).toFixed(1)} %`;
}

/** The table, lines joined by LF, without a final one. `against` names the document compared with. */
export function backtestTable(result: BacktestResult, locale: Locale, against: string): string {
  const say: Say = (code, n = "", m = "") => words[code][locale].replace("{n}", n).replace("{m}", m);
  const sections = [
    section(say("history"), historyRows(result, say)),
    section(say("alerts"), alertRows([["", result.all], ...result.tiers.map(named)], say, locale)),
    section(
      say("episodes"),
      (["opened", "open", "recovered", "lost", "void"] as const).map((one) => [say(one), number(result.episodes[one])]),
    ),
    section(say("volume"), volumeRows(result, say)),
    section(say("sends"), sendRows(result.sends, locale)),
    section(say("reasons"), countRows(result.reasons, locale)),
    section(say("held"), countRows(result.held, locale)),
    ...thresholdSection(result, say, locale),
    ...againstSection(result, say, against),
  ];
  return `${sections.filter((one) => one !== "").join("\n\n")}\n\n${say("model")}`;
}

function named(row: Row): [string, Row] {
  return [row.tier ?? "", row];
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? "" : [title, ...alignColumns(rows).map((line) => `  ${line}`)].join("\n");
}

function historyRows({ period, eventCount, learners, unitWeeks, withdrawals, ...rest }: BacktestResult, say: Say) {
  return [
    [say("period"), `${period.from.slice(0, 10)} – ${period.to.slice(0, 10)}`],
    [say("events"), number(eventCount)],
    [say("learners"), number(learners)],
    [say("weeks"), number(unitWeeks, 1)],
    [say("withdrawals"), number(withdrawals)],
    [say("base", String(rest.horizonDays)), percent(rest.baseRate)],
  ];
}

function alertRows(rows: readonly (readonly [string, Row])[], say: Say, locale: Locale): string[][] {
  const head = (["count", "learners", "perWeek", "per100", "precision", "recall", "lift", "lead"] as const).map((one) =>
    say(one),
  );
  const body = rows.map(([name, row]) => [
    name === "" ? say("all") : wordFor(name, locale),
    number(row.alerts),
    number(row.learners),
    number(row.alertsPerWeek, 1),
    number(row.alertsPer100Weeks, 1),
    percent(row.precision.rate),
    percent(row.recall.rate),
    number(row.lift, 2),
    number(row.leadDays?.median ?? null, 1),
  ]);
  return [["", ...head], ...body];
}

function volumeRows({ peak, taskPeak, messagesPerUnitWeek }: BacktestResult, say: Say): string[][] {
  const dayOf = (one: BacktestResult["peak"]) => (one === null ? MISSING : `${number(one.count)}  (${one.day})`);
  return [
    [say("peak"), dayOf(peak)],
    [say("taskPeak"), dayOf(taskPeak)],
    [say("perLearner"), number(messagesPerUnitWeek, 2)],
  ];
}

function sendRows(sends: BacktestResult["sends"], locale: Locale): string[][] {
  const states = [...new Set(Object.values(sends).flatMap((counts) => Object.keys(counts)))];
  const rows = Object.entries(sends).map(([channel, counts]) => [
    wordFor(channel, locale),
    ...states.map((state) => number(counts[state] ?? 0)),
  ]);
  return rows.length === 0 ? [] : [["", ...states.map((state) => wordFor(state, locale))], ...rows];
}

function countRows(counts: Readonly<Record<string, number>>, locale: Locale): string[][] {
  return Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([key, count]) => [
      key
        .split(" ")
        .map((code) => wordFor(code, locale))
        .join(" · "),
      number(count),
    ]);
}

function thresholdSection({ threshold }: BacktestResult, say: Say, locale: Locale): string[] {
  if (threshold === null) return [];
  const rows = threshold.rows.map(({ value, all }): [string, Row] => [
    value === threshold.present ? say("present", String(value)) : String(value),
    all,
  ]);
  return [section(say("threshold", threshold.node, threshold.field), alertRows(rows, say, locale))];
}

function againstSection({ live }: BacktestResult, say: Say, against: string): string[] {
  if (live === null) return [];
  const { both, onlyHere, onlyThere, examples } = live;
  const few = (list: readonly { learner: string }[]) => list.map(({ learner }) => learner).join(", ");
  return [
    section(say("against", against), [
      [say("both"), number(both)],
      [say("onlyHere"), number(onlyHere), few(examples.here)],
      [say("onlyThere"), number(onlyThere), few(examples.there)],
    ]),
  ];
}
