// waitFor 等待结果: an outcome of an earlier send, or an event, before the timeout. An outcome already reached leaves at
// once; only events dated at or after arrival count; a withheld send waits out the whole timeout (ruling 5).
import { z } from "zod";
import { type Form, say } from "#shared/kernel/form.ts";
import { durationSchema, eventTypesSchema, msOf } from "#shared/signal/fields.ts";
import { passes, testSchema } from "#shared/state/test.ts";
import { nodeBase, slugSchema } from "./fields.ts";
import type { NodeKind } from "./kind.ts";

const schema = z
  .strictObject({
    ...nodeBase,
    type: z.literal("waitFor"),
    outcome: z.enum(["delivered", "opened", "acted"]).optional(),
    of: slugSchema.optional(),
    events: eventTypesSchema.optional(),
    where: testSchema.optional(),
    timeout: durationSchema,
  })
  .refine((node) => (node.outcome === undefined) === (node.of === undefined), { params: { code: "waitFor.outcomeOf" } })
  .refine((node) => (node.outcome === undefined) !== (node.events === undefined), {
    params: { code: "waitFor.outcomeOrEvents" },
  });
/** A waitFor node as drawn. */
export type WaitForNode = z.infer<typeof schema>;

const form: Form<WaitForNode> = [
  {
    label: say("等什么", "Wait for"),
    modes: [
      {
        label: say("事件", "An event"),
        with: { events: ["session.started"] },
        fields: [
          { path: "events", field: "events", label: say("事件", "Events") },
          {
            path: "where",
            field: "test",
            label: say("只算满足这些条件的事件", "Count only events where"),
            isOptional: true,
            absent: say("全部事件", "Every event"),
          },
        ],
      },
      {
        label: say("消息的结果", "What became of a message"),
        with: { outcome: "opened", of: "send" },
        fields: [
          { path: "of", field: "node", type: "send", label: say("哪次发送", "Of the send") },
          {
            path: "outcome",
            field: "choice",
            label: say("结果", "Outcome"),
            options: [
              { value: "delivered", label: say("送达", "Delivered") },
              { value: "opened", label: say("打开", "Opened") },
              { value: "acted", label: say("行动", "Acted") },
            ],
          },
        ],
      },
    ],
  },
  { path: "timeout", field: "duration", label: say("最多等", "At most for") },
];

/** The node kind `waitFor`. */
export const waitFor: NodeKind<WaitForNode> = {
  type: "waitFor",
  schema,
  label: { "zh-CN": "等待结果", en: "Wait for" },
  form,
  fresh: { type: "waitFor", events: ["session.started"], timeout: "PT24H" },
  ports: () => ["yes", "timeout"],
  enter: (node, view) =>
    node.of !== undefined && node.outcome !== undefined && view.hasReached(node.of, node.outcome)
      ? { leave: "yes" }
      : "stay",
  wake: (node, view, wake) => {
    if (wake.why === "due") return { leave: "timeout" };
    if (wake.why === "outcome" && node.of === wake.of && node.outcome !== undefined) {
      return view.hasReached(node.of, node.outcome) ? { leave: "yes" } : "stay";
    }
    if (wake.why !== "event" || node.events === undefined) return "stay";
    const isAwaited = node.events.includes(wake.event.type) && wake.event.at >= view.enteredAt;
    return isAwaited && passes(node.where ?? null, wake.event.data) ? { leave: "yes" } : "stay";
  },
  dueAt: (node, view) => view.after(msOf(node.timeout)),
  span: (node, port) => ({
    leastMs: port === "yes" ? 0 : msOf(node.timeout),
    mostMs: msOf(node.timeout),
    isTouch: false,
  }),
};
