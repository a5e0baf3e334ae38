// wait 等待: for a duration of unpaused time, or until a local time of the learner.
import { z } from "zod";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { type Form, say } from "#shared/kernel/form.ts";
import { parseClock } from "#shared/policy/quiet.ts";
import { durationSchema, msOf } from "#shared/signal/fields.ts";
import { nodeBase } from "./fields.ts";
import type { NodeKind } from "./kind.ts";

const until = z.strictObject({
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
});
const schema = z
  .strictObject({ ...nodeBase, type: z.literal("wait"), for: durationSchema.optional(), until: until.optional() })
  .refine((node) => (node.for === undefined) !== (node.until === undefined), { params: { code: "wait.forOrUntil" } });
/** A wait node as drawn. */
export type WaitNode = z.infer<typeof schema>;

const form: Form<WaitNode> = [
  {
    label: say("等到", "Wait"),
    modes: [
      {
        label: say("一段时间", "For a length of time"),
        with: { for: "P1D" },
        fields: [
          {
            path: "for",
            field: "duration",
            label: say("时长", "For"),
            help: say("假期不计入", "School pauses do not count"),
          },
        ],
      },
      {
        label: say("某个时刻", "Until a time of day"),
        with: { until: { time: "19:00" } },
        fields: [
          {
            path: "until.time",
            field: "time",
            label: say("时刻", "Time"),
            help: say("学员当地时间", "The learner's local time"),
          },
          {
            path: "until.weekdays",
            field: "weekdays",
            label: say("星期", "On"),
            isOptional: true,
            absent: say("每天", "Every day"),
          },
        ],
      },
    ],
  },
];

/** The node kind `wait`. */
export const wait: NodeKind<WaitNode> = {
  type: "wait",
  schema,
  label: { "zh-CN": "等待", en: "Wait" },
  form,
  fresh: { type: "wait", for: "P1D" },
  ports: () => ["next"],
  enter: () => "stay",
  wake: (_node, _view, wake) => (wake.why === "due" ? { leave: "next" } : "stay"),
  dueAt: (node, view) => {
    if (node.for !== undefined) return view.after(msOf(node.for));
    return view.nextLocal(parseClock(node.until?.time ?? "00:00") ?? 0, node.until?.weekdays ?? null);
  },
  span: (node) => {
    if (node.for !== undefined) return { leastMs: msOf(node.for), mostMs: msOf(node.for), isTouch: false };
    // A wait until a local time never ends at the instant it began.
    return { leastMs: 1, mostMs: node.until?.weekdays === undefined ? DAY_MS : 7 * DAY_MS, isTouch: false };
  },
};
