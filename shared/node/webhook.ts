// webhook 网络回调: a signed call to an allowed host; leaves by `next` once accepted, by `failed` when refused or given up.
import { z } from "zod";
import { type Form, say } from "#shared/kernel/form.ts";
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

const form: Form<WebhookNode> = [
  {
    path: "url",
    field: "url",
    label: say("地址", "URL"),
    help: say("主机须在设置的允许列表里", "Its host must be on the list in the settings"),
  },
  {
    path: "fields",
    field: "templates",
    label: say("附带数据", "Data"),
    help: say("值可用 {{learner.id}} 等变量", "Values may print data such as {{learner.id}}"),
    isOptional: true,
  },
];

/** The node kind `webhook`. */
export const webhook: NodeKind<WebhookNode> = {
  type: "webhook",
  schema,
  label: { "zh-CN": "网络回调", en: "Webhook" },
  form,
  fresh: { type: "webhook", url: "https://hooks.example.com/winback" },
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
