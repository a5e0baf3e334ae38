// The first page as data: its question, the alarms it raises, and the series of its charts.
import { queryOptions } from "@tanstack/react-query";
import type { Api } from "#designer/api/client.tsx";
import type { Text } from "#designer/text/say.tsx";
import type { AnswerOf } from "#shared/api/contract.ts";
import { getOverview } from "#shared/api/overview.ts";
import { instantWords } from "./entry-parts.ts";
import { overviewWords as words } from "./words-overview.ts";
import { reasonText } from "./words-reason.ts";

/** The first page's figures. */
export type Overview = AnswerOf<typeof getOverview>;
/** One day of them. */
export type OverviewDay = Overview["days"][number];

/** The question; it is asked again by itself. */
export function overviewQuery(api: Api) {
  return queryOptions({ queryKey: ["overview"], queryFn: () => api.call(getOverview), refetchInterval: 15_000 });
}

/** Something that needs a person, and where it is dealt with. */
export interface Alarm {
  readonly level: "bad" | "warn";
  readonly text: Text;
  /** An address; null where the page itself says what to do. */
  readonly path: string | null;
}

// Holds that are as they should be: they end by themselves or a person chose them.
const asIntended = new Set(["quietHours", "schoolPause", "strategyPaused"]);

/** What needs a person, worst first. */
export function alarmsOf({ stalled, quarantine, tasks, today, zone }: Overview): Alarm[] {
  const alarms: Alarm[] = [];
  const add = (level: Alarm["level"], text: Text, path: string | null) => alarms.push({ level, text, path });
  if (stalled.stop !== null) {
    const { zh, en } = reasonText(stalled.stop);
    add("bad", { zh: `${words.stopped.zh}：${zh}`, en: `${words.stopped.en}: ${en}` }, null);
  }
  if (stalled.overdueSince !== null) add("bad", words.stalled(instantWords(stalled.overdueSince, zone)), "/strategies");
  if (tasks.overdue > 0) add("bad", words.overdue(tasks.overdue), "/tasks?view=overdue");
  if (today.promises.broken > 0) add("warn", words.broken(today.promises.broken), "/learners?state=atRisk");
  if (quarantine > 0) add("warn", words.quarantine(quarantine), "/quarantine");
  for (const [reason, count] of Object.entries(stalled.waitingByReason)) {
    if (count === 0 || asIntended.has(reason) || reason === "") continue;
    add("warn", words.waitingSends(count, reasonText(reason)), null);
  }
  return alarms;
}

/** A line of a chart: its name and a figure a day. */
export interface Series {
  readonly name: Text;
  readonly tone: "primary" | "good" | "bad" | "warn";
  readonly values: readonly number[];
}

/** The charts of the last fourteen days. */
export function chartsOf(days: readonly OverviewDay[]): { title: Text; series: Series[] }[] {
  const line = (name: Text, tone: Series["tone"], of: (day: OverviewDay) => number): Series => ({
    name,
    tone,
    values: days.map(of),
  });
  return [
    {
      title: words.risk,
      series: [
        line(words.newly, "warn", ({ opened }) => opened),
        line(words.recovered, "good", ({ recovered }) => recovered),
        line(words.lost, "bad", ({ lost }) => lost),
      ],
    },
    {
      title: words.messages,
      series: [
        line(words.states.accepted ?? words.sent, "primary", ({ sends }) => sends.accepted ?? 0),
        line(words.states.opened ?? words.sent, "good", ({ sends }) => sends.opened ?? 0),
        line(words.states.suppressed ?? words.sent, "warn", ({ sends }) => sends.suppressed ?? 0),
      ],
    },
    {
      title: words.tasks,
      series: [
        line(words.tasksOpened, "primary", ({ tasksOpened }) => tasksOpened),
        line(words.tasksDone, "good", ({ tasksDone }) => tasksDone),
      ],
    },
  ];
}
