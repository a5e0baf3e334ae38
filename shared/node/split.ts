// split 分流: a path experiment; the arm is sticky by learner and salt.
import { z } from "zod";
import { nodeBase, saltSchema, slugSchema, weightSchema } from "./fields.ts";
import { instant, type NodeKind } from "./kind.ts";

const schema = z.strictObject({
  ...nodeBase,
  type: z.literal("split"),
  salt: saltSchema,
  arms: z
    .array(z.strictObject({ port: slugSchema, weight: weightSchema }))
    .min(2)
    .max(10),
});
/** A split node as drawn. */
export type SplitNode = z.infer<typeof schema>;

/** The node kind `split`. */
export const split: NodeKind<SplitNode> = {
  ...instant,
  type: "split",
  schema,
  label: { "zh-CN": "分流实验", en: "Split" },
  ports: (node) => node.arms.map((arm) => arm.port),
  enter: (node, view) => ({
    leave: view.arm(
      node.salt,
      node.arms.map(({ port, weight }) => ({ id: port, weight })),
    ),
  }),
};
