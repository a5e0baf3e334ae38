// split 分流: a path experiment; the arm is sticky by learner and salt.
import { z } from "zod";
import { type Form, say } from "#shared/kernel/form.ts";
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

const form: Form<SplitNode> = [
  {
    path: "arms",
    field: "arms",
    label: say("分组", "Arms"),
    help: say("各组占比合计 100%；学员分组后不变", "The shares add up to 100%; a learner keeps the arm"),
  },
  {
    path: "salt",
    field: "salt",
    label: say("实验标识", "Experiment key"),
    help: say("换一个标识就是新实验，重新分组", "Another key is a new experiment with new arms"),
  },
];

/** The node kind `split`. */
export const split: NodeKind<SplitNode> = {
  ...instant,
  type: "split",
  schema,
  label: { "zh-CN": "分流实验", en: "Split" },
  form,
  fresh: {
    type: "split",
    salt: "split-1",
    arms: [
      { port: "a", weight: 5000 },
      { port: "b", weight: 5000 },
    ],
  },
  ports: (node) => node.arms.map((arm) => arm.port),
  enter: (node, view) => ({
    leave: view.arm(
      node.salt,
      node.arms.map(({ port, weight }) => ({ id: port, weight })),
    ),
  }),
};
