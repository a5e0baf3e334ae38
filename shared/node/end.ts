// end 结束: stops this path, with a reason for the ledger. The episode goes on to its goal.
import { z } from "zod";
import { nodeBase } from "./fields.ts";
import { instant, type NodeKind } from "./kind.ts";

const schema = z.strictObject({ ...nodeBase, type: z.literal("end"), reason: z.string().min(1).max(80).optional() });
/** An end node as drawn. */
export type EndNode = z.infer<typeof schema>;

/** The node kind `end`. */
export const end: NodeKind<EndNode> = {
  ...instant,
  type: "end",
  schema,
  label: { "zh-CN": "结束", en: "End" },
  ports: () => [],
  enter: (node) => ({ leave: "end", reason: node.reason ?? "end" }),
};
