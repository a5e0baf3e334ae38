// Tasks as data: the questions for the list and for one task, how its due clock stands, and what the learner's events tell.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Api } from "#designer/api/client.tsx";
import type { Text } from "#designer/text/say.tsx";
import { addressOf } from "#shared/api/client.ts";
import type { AnswerOf } from "#shared/api/contract.ts";
import { listTasks, readTask } from "#shared/api/tasks.ts";
import { getTrail, type TrailRow } from "#shared/api/trail.ts";
import { findEventKind } from "#shared/event/catalog.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import { numberOf, recordOf, textOf } from "./entry-parts.ts";
import type { TasksSearch } from "./search.ts";

/** A task in the list. */
export type TaskRow = AnswerOf<typeof listTasks>["rows"][number];
/** One task with all that a call needs. */
export type TaskCard = AnswerOf<typeof readTask>;

/** Beside the stream that tells of changes: for what it does not tell (a clock that ran out), and where it cannot be had. */
const REFRESH_MS = 30_000;
const PAGE = 50;

type Asked = NonNullable<Parameters<typeof addressOf>[2]>;

function askedBy({ view, group }: TasksSearch): Asked {
  const views = {
    mine: { state: "working", mine: "true" },
    overdue: { state: "working", overdue: "true" },
    done: { state: "done" },
    working: { state: "working" },
  } as const;
  return { ...views[view ?? "working"], ...(group === undefined ? {} : { group }) };
}

/** The question for the tasks that a search shows. */
export function tasksQuery(api: Api, search: TasksSearch) {
  const { view, group } = search;
  return infiniteQueryOptions({
    queryKey: ["tasks", "list", { view, group }],
    refetchInterval: REFRESH_MS,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      api.call(listTasks, {
        query: { ...askedBy(search), limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    getNextPageParam: ({ next }) => next,
  });
}

/** Where the same list is as a file. */
export function tasksCsv(search: TasksSearch): string {
  return addressOf(listTasks.path, {}, { ...askedBy(search), format: "csv" });
}

/** The question for one task. */
export function taskQuery(api: Api, send: string) {
  return queryOptions({
    queryKey: ["tasks", "one", send],
    refetchInterval: REFRESH_MS,
    queryFn: () => api.call(readTask, { params: { id: send } }),
  });
}

/** The question for a learner's latest events. */
export function eventsQuery(api: Api, learner: string) {
  return queryOptions({
    queryKey: ["learner", learner, "events"],
    queryFn: () => api.call(getTrail, { params: { id: learner }, query: { groups: "events", limit: 200 } }),
  });
}

/** How a due clock stands: `ms` are left, or over; `soon` in the last quarter of its time. */
export interface Due {
  readonly level: "fine" | "soon" | "over";
  readonly ms: number;
}

/** The due clock of a task at `now` (UTC ms). */
export function dueOf(
  { createdAt, dueAt, isOverdue }: Pick<TaskRow, "createdAt" | "dueAt" | "isOverdue">,
  now: number,
): Due {
  const [from, to] = [Date.parse(createdAt), Date.parse(dueAt)];
  const leftMs = to - now;
  if (isOverdue || leftMs < 0) return { level: "over", ms: tidy(-leftMs) };
  return { level: leftMs < (to - from) / 4 ? "soon" : "fine", ms: tidy(leftMs) };
}

/** The length that a clock shows: minutes within a day, hours beyond. */
function tidy(ms: number): number {
  const unit = Math.abs(ms) < DAY_MS ? MINUTE_MS : HOUR_MS;
  return Math.max(0, Math.floor(ms / unit) * unit);
}

/** Something that went wrong for a learner, and when. */
export interface WeakSpot {
  readonly what: Text;
  readonly at: string;
}

const LOW_RATE = 0.6;
const trouble = new Set(["tutoring.missed", "tutoring.cancelled", "live.dropped", "complaint.filed"]);

function rateOf(data: Readonly<Record<string, unknown>>): number | null {
  const [score, most] = [numberOf(data.score), numberOf(data.maxScore)];
  return numberOf(data.scoreRate) ?? (score === null || most === null || most <= 0 ? null : score / most);
}

function weakSpot({ at, params }: TrailRow): WeakSpot | null {
  const type = textOf(params.type) ?? "";
  const data = recordOf(params.data);
  const labels = findEventKind(type)?.labels;
  const name = textOf(data.title) ?? textOf(data.quizId) ?? textOf(data.assessmentId) ?? textOf(data.examId);
  const of = {
    zh: `${labels?.["zh-CN"] ?? type}${name === null ? "" : `“${name}”`}`,
    en: `${labels?.en ?? type}${name === null ? "" : ` “${name}”`}`,
  };
  const rate = rateOf(data);
  if (rate !== null && rate < LOW_RATE) {
    const percent = Math.round(rate * 100);
    return { at, what: { zh: `${of.zh} 得分 ${percent}%`, en: `${of.en}: ${percent}%` } };
  }
  if (data.isPassed === false) return { at, what: { zh: `${of.zh} 未通过`, en: `${of.en}: not passed` } };
  if (data.isLate === true) return { at, what: { zh: `${of.zh} 迟交`, en: `${of.en}: late` } };
  return trouble.has(type) ? { at, what: of } : null;
}

/** What went wrong lately, newest first: low scores, what was failed, late, missed or complained of. */
export function weakSpots(rows: readonly TrailRow[], most = 5): WeakSpot[] {
  const spots = rows.map(weakSpot).filter((spot) => spot !== null);
  return spots.sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, most);
}

/** What was got done, by kind, most first: `[{ what: 完成课时, count: 12 }]`. */
export function progressOf(rows: readonly TrailRow[]): { what: Text; count: number }[] {
  const counts = new Map<string, number>();
  for (const { params } of rows) {
    const type = textOf(params.type) ?? "";
    if (findEventKind(type)?.isProgress === true) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([type, count]) => {
      const labels = findEventKind(type)?.labels;
      return { what: { zh: labels?.["zh-CN"] ?? type, en: labels?.en ?? type }, count };
    });
}
