// task 人工任务: work for a person of a group, with a script; leaves by the outcome code the person gives, or `expired`.
import { z } from "zod";
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

/** The node kind `task`. A withheld or suppressed task waits out its time, as an untouched one would. */
export const task: NodeKind<TaskNode> = {
  type: "task",
  schema,
  label: { "zh-CN": "人工任务", en: "Human task" },
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
