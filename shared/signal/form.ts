// Fields of forms that several signal kinds share.
import { type Field, say } from "#shared/kernel/form.ts";

/** The events a signal looks at. */
export const eventsField = {
  path: "events",
  field: "events",
  label: say("事件", "Events"),
  help: say("任选其一发生即算", "Any one of them counts"),
} as const satisfies Field;

/** A test over the events' data. */
export const whereField = {
  path: "where",
  field: "test",
  label: say("只算满足这些条件的事件", "Count only events where"),
  isOptional: true,
  absent: say("全部事件", "Every event"),
} as const satisfies Field;

/** Whether each course is judged on its own. */
export const perField = {
  path: "per",
  field: "choice",
  label: say("统计范围", "Judged"),
  options: [
    { value: null, label: say("学员整体", "Over all courses") },
    { value: "course", label: say("每门课程分别", "In each course") },
  ],
  isOptional: true,
} as const satisfies Field;

/** The events that are progress. */
export const progressField = {
  path: "progress",
  field: "event",
  label: say("进度事件", "Progress event"),
} as const satisfies Field;

/** The order comparisons of a number. */
export const orderOptions = [
  { value: "lt", label: say("低于", "Below") },
  { value: "le", label: say("不高于", "At most") },
  { value: "gt", label: say("高于", "Above") },
  { value: "ge", label: say("不低于", "At least") },
] as const;
