// How long a task has: in words and by colour, from the school's clock.
import { ClockCircleOutlined, WarningOutlined } from "@ant-design/icons";
import { useNow, useZone } from "#designer/api/session.tsx";
import { formatDateTime, formatDuration } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { dueOf, type TaskRow } from "./tasks.ts";
import { dueWords as words } from "./words-task.ts";

/** The clock; a task that is over has none. */
export function DueClock({ task }: { task: TaskRow }) {
  const say = useSay();
  const locale = useLocale();
  const zone = useZone();
  const now = useNow(10_000);
  const due = dueOf(task, now);
  const length = formatDuration(due.ms, locale);
  return (
    <span className={`wb-due wb-due-${due.level}`} title={formatDateTime(task.dueAt, locale, zone)}>
      {due.level === "over" ? <WarningOutlined aria-hidden="true" /> : <ClockCircleOutlined aria-hidden="true" />}
      {say(due.level === "over" ? words.over(length) : words.left(length))}
    </span>
  );
}
