// branch 分支: the first case whose condition holds, else `else`.
import { z } from "zod";
import { type Form, say } from "#shared/kernel/form.ts";
import { conditionSchema, evaluate } from "#shared/state/condition.ts";
import { nodeBase, slugSchema } from "./fields.ts";
import { instant, type NodeKind } from "./kind.ts";

const schema = z.strictObject({
  ...nodeBase,
  type: z.literal("branch"),
  cases: z
    .array(z.strictObject({ port: slugSchema.refine((port) => port !== "else"), when: conditionSchema }))
    .min(1)
    .max(20),
});
/** A branch node as drawn. */
export type BranchNode = z.infer<typeof schema>;

const form: Form<BranchNode> = [
  {
    path: "cases",
    field: "cases",
    label: say("情况", "Cases"),
    help: say("从上到下，走第一个满足的；都不满足走“其他”", "The first that holds is taken, from the top; none: else"),
  },
];

/** The node kind `branch`. */
export const branch: NodeKind<BranchNode> = {
  ...instant,
  type: "branch",
  schema,
  label: { "zh-CN": "条件分支", en: "Branch" },
  form,
  fresh: { type: "branch", cases: [{ port: "yes", when: { cause: "motivation" } }] },
  ports: (node) => [...node.cases.map((one) => one.port), "else"],
  enter: (node, view) => ({ leave: node.cases.find((one) => evaluate(one.when, view).isTrue)?.port ?? "else" }),
};
