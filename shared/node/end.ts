// end 结束: stops this path, with a reason for the ledger. The episode goes on to its goal.
import { z } from "zod";
import { type Form, say } from "#shared/kernel/form.ts";
import { nodeBase } from "./fields.ts";
import { instant, type NodeKind } from "./kind.ts";

const schema = z.strictObject({ ...nodeBase, type: z.literal("end"), reason: z.string().min(1).max(80).optional() });
/** An end node as drawn. */
export type EndNode = z.infer<typeof schema>;

const form: Form<EndNode> = [
  {
    path: "reason",
    field: "text",
    max: 80,
    label: say("原因", "Reason"),
    help: say("写进决定记录", "Kept with the decision"),
    isOptional: true,
  },
];

/** The node kind `end`. */
export const end: NodeKind<EndNode> = {
  ...instant,
  type: "end",
  schema,
  label: { "zh-CN": "结束", en: "End" },
  form,
  fresh: { type: "end" },
  ports: () => [],
  enter: (node) => ({ leave: "end", reason: node.reason ?? "end" }),
};
