// Histories for `winback backtest`: a folder shaped like OULAD, or events as NDJSON with learners beside. Everything comes in when it happens.
import { readFileSync } from "node:fs";
import { inputsOf } from "#runtime/engine/backtest-inputs.ts";
import type { BacktestHistory, BacktestMoment } from "#runtime/engine/backtest-run.ts";
import { eventOf } from "#runtime/engine/lines.ts";
import { defaultSettings, type Logged } from "#runtime/engine/logged.ts";
import { days } from "#runtime/main/oulad/days.ts";
import type { School } from "#runtime/main/oulad/school.ts";
import { checkEvent, type LearnerEvent } from "#shared/event/check.ts";
import { checkLearner, type LearnerPatch } from "#shared/event/learner.ts";
import type { Backtest, BacktestInput } from "#shared/flow/backtest.ts";
import type { Issue } from "#shared/kernel/issue.ts";

/** A history, or the first line of a file that is wrong (counted from 1). */
export type ReadHistory = { history: BacktestHistory } | { file: string; line: number; issues: Issue[] };

/** A day's events reach a school 1 ms before their stamp, as in a replay. */
const LEAD_MS = 1;

function* allOf(items: Iterable<Logged>, run: Backtest): Iterable<BacktestInput> {
  for (const item of items) yield* inputsOf(item, run);
}

function opening(zone: string): Logged {
  return { is: "settings", settings: { ...defaultSettings, zone } };
}

/** The history of a school in days; its clock is UTC. */
export function schoolHistory(school: School): BacktestHistory {
  let eventCount = 0;
  let [firstAt, endAt] = [Number.POSITIVE_INFINITY, 0];
  let dayCount = 0;
  for (const { stampAt, events } of days(school)) {
    dayCount += 1;
    eventCount += events.length;
    if (events.length > 0) firstAt = Math.min(firstAt, stampAt - LEAD_MS);
    endAt = stampAt;
  }
  const moments = function* (): Generator<BacktestMoment> {
    let done = 0;
    for (const day of days(school)) {
      const told: Logged[] = [
        ...(done === 0 ? [opening("UTC")] : []),
        ...day.learners.map((learner): Logged => ({ is: "upsert", patch: learner as LearnerPatch })),
      ];
      done += 1;
      const share = done / dayCount;
      const at = day.stampAt - LEAD_MS;
      yield {
        at,
        share,
        inputs: function* (run) {
          yield* allOf(told, run);
          for (const line of day.events) yield { is: "event", event: eventOf(line), isBackfill: false };
        },
      };
    }
  };
  return { moments, firstAt: eventCount === 0 ? null : firstAt, endAt, eventCount, backfilledCount: 0 };
}

/** The history in a file of events, in order of their instants; `learners` is a file of upserts, known from the start. */
export function fileHistory(events: string, learners: string | null, zone: string): ReadHistory {
  const told: LearnerPatch[] = [];
  const happened: LearnerEvent[] = [];
  for (const [line, value] of learners === null ? [] : linesIn(learners)) {
    const read = checkLearner(value);
    if ("issues" in read) return { file: learners ?? "", line, issues: read.issues };
    told.push(read.learner);
  }
  for (const [line, value] of linesIn(events)) {
    const read = checkEvent(value, Number.MAX_SAFE_INTEGER);
    if ("issues" in read) return { file: events, line, issues: read.issues };
    happened.push(read.event);
  }
  happened.sort((a, b) => a.at - b.at);
  return { history: historyOf(happened, told, zone) };
}

/** The values of a file's lines, numbered from 1; a line that is no JSON is undefined, which no check lets through. */
function* linesIn(file: string): Iterable<[number, unknown]> {
  for (const [index, line] of readFileSync(file, "utf8").split("\n").entries()) {
    if (line.trim() === "") continue;
    yield [index + 1, parsed(line)];
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // said of the line by the check
  }
}

function historyOf(events: readonly LearnerEvent[], told: readonly LearnerPatch[], zone: string): BacktestHistory {
  const first = events[0];
  const moments = function* (): Generator<BacktestMoment> {
    const known: Logged[] = [opening(zone), ...told.map((patch): Logged => ({ is: "upsert", patch }))];
    if (first !== undefined) yield { at: first.at, share: 0, inputs: (run) => allOf(known, run) };
    for (const [index, event] of events.entries())
      yield {
        at: event.at,
        share: (index + 1) / events.length,
        inputs: () => [{ is: "event", event, isBackfill: false }],
      };
  };
  const endAt = events.at(-1)?.at ?? 0;
  return { moments, firstAt: first?.at ?? null, endAt, eventCount: events.length, backfilledCount: 0 };
}
