// task 人工任务: work for a person of a group, with a script; leaves by the outcome code the person gives, or `expired`.
import { z } from "zod";
import { type Form, say } from "#shared/kernel/form.ts";
import { durationSchema, msOf } from "#shared/signal/fields.ts";
import { localisedSchema, nodeBase, slugSchema } from "./fields.ts";
import type { NodeKind } from "./kind.ts";

const schema = z.strictObject({
  ...nodeBase,
  type: z.literal("task"),
  group: slugSchema,
  title: localisedSchema,
  script: localisedSchema.optional(),
  within: durationSchema,
  outcomes: z
    .array(slugSchema.refine((code) => code !== "expired"))
    .min(1)
    .max(12),
});
/** A task node as drawn. */
export type TaskNode = z.infer<typeof schema>;

const form: Form<TaskNode> = [
  {
    path: "title",
    field: "localised",
    max: 8000,
    label: say("任务标题", "Title"),
  },
  {
    path: "script",
    field: "localised",
    max: 8000,
    lines: 6,
    label: say("话术", "Script"),
    help: say("可用 {{learner.name}} 等变量", "May print data such as {{learner.name}}"),
    isOptional: true,
  },
  { path: "group", field: "slug", label: say("负责小组", "Assigned to group") },
  { path: "within", field: "duration", label: say("完成时限", "Due within") },
  {
    path: "outcomes",
    field: "outcomes",
    label: say("结果选项", "Outcomes"),
    help: say("每个结果是一个出口；超时走“已过期”", "Each is a port; late ones leave by expired"),
  },
];

/** The node kind `task`. A withheld or suppressed task waits out its time, as an untouched one would. */
export const task: NodeKind<TaskNode> = {
  type: "task",
  schema,
  label: { "zh-CN": "人工任务", en: "Human task" },
  form,
  fresh: {
    type: "task",
    group: "advisers",
    title: { "zh-CN": "电话回访", en: "Call the learner" },
    within: "PT24H",
    outcomes: ["reached", "no-answer", "promised", "needs-help"],
  },
  channel: "task",
  ports: (node) => [...node.outcomes, "expired"],
  enter: (_node, view) => {
    view.send({ channel: "task", message: null, variant: null, to: "learner" });
    return "stay";
  },
  wake: (node, _view, wake) => {
    if (wake.why === "due") return { leave: "expired" };
    return wake.why === "task" && node.outcomes.includes(wake.outcome) ? { leave: wake.outcome } : "stay";
  },
  dueAt: (node, view) => view.after(msOf(node.within)),
  // A claimed task is a touch whatever comes of it (ruling 6).
  span: (node, port) => ({
    leastMs: port === "expired" ? msOf(node.within) : 0,
    mostMs: msOf(node.within),
    isTouch: true,
  }),
};
