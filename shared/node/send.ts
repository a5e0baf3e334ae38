// send 发送: decides the variant and hands a message to its channel; leaves when the dispatch result is logged.
import { z } from "zod";
import { type Form, say } from "#shared/kernel/form.ts";
import { nodeBase, slugSchema } from "./fields.ts";
import { atOnce, type NodeKind } from "./kind.ts";

const schema = z.strictObject({
  ...nodeBase,
  type: z.literal("send"),
  message: slugSchema,
  to: z.enum(["learner", "guardian"]).optional(),
  /** false: send even if the learner is not at risk any more. */
  recheck: z.boolean().optional(),
});
/** A send node as drawn. */
export type SendNode = z.infer<typeof schema>;

const form: Form<SendNode> = [
  { path: "message", field: "message", label: say("消息", "Message") },
  {
    path: "to",
    field: "choice",
    label: say("发给", "To"),
    options: [
      { value: "learner", label: say("学员", "Learner") },
      { value: "guardian", label: say("家长", "Guardian") },
    ],
    isOptional: true,
    absent: say("学员", "Learner"),
  },
  {
    path: "recheck",
    field: "flag",
    whenAbsent: true,
    label: say("发送前再确认仍有风险", "Check once more before sending"),
    help: say("学员已经回来就不再打扰", "A learner who came back is left alone"),
    isOptional: true,
  },
];

/** The node kind `send`. */
export const send: NodeKind<SendNode> = {
  type: "send",
  schema,
  label: { "zh-CN": "发送消息", en: "Send" },
  form,
  fresh: { type: "send", message: "message" },
  ports: () => ["next", "unreachable"],
  messageOf: (node) => node.message,
  enter: (node, view) => {
    view.send({
      channel: view.channelOf(node.message),
      message: node.message,
      variant: view.variantOf(node.message),
      to: node.to ?? "learner",
    });
    return "stay";
  },
  wake: (_node, _view, wake) => {
    if (wake.why !== "settled") return "stay";
    const leave = wake.state === "unreachable" ? "unreachable" : "next";
    return wake.reason === null ? { leave } : { leave, reason: wake.reason };
  },
  dueAt: () => null,
  span: (_node, port) => ({ ...atOnce, isTouch: port === "next" }),
};
