// webhook 网络回调: a signed call to an allowed host; leaves by `next` once accepted, by `failed` when refused or given up.
import { z } from "zod";
import { nodeBase } from "./fields.ts";
import { atOnce, type NodeKind } from "./kind.ts";

const schema = z.strictObject({
  ...nodeBase,
  type: z.literal("webhook"),
  url: z.url({ protocol: /^https?$/ }).max(2000),
  /** Fields of the body's `data`; each value is a template. */
  fields: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/), z.string().max(2000)).optional(),
});
/** A webhook node as drawn. */
export type WebhookNode = z.infer<typeof schema>;

/** The node kind `webhook`. */
export const webhook: NodeKind<WebhookNode> = {
  type: "webhook",
  schema,
  label: { "zh-CN": "网络回调", en: "Webhook" },
  channel: "webhook",
  ports: () => ["next", "failed"],
  enter: (_node, view) => {
    view.send({ channel: "webhook", message: null, variant: null, to: "learner" });
    return "stay";
  },
  wake: (_node, _view, wake) => {
    if (wake.why !== "settled") return "stay";
    const leave = wake.state === "unreachable" || wake.state === "expired" ? "failed" : "next";
    return wake.reason === null ? { leave } : { leave, reason: wake.reason };
  },
  dueAt: () => null,
  span: () => atOnce,
};
