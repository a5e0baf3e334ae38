// update 更新学员: sets or removes attributes of the learner; tags are the list attribute `tags`.
import { z } from "zod";
import { type Form, say } from "#shared/kernel/form.ts";
import { nodeBase, slugSchema } from "./fields.ts";
import { instant, type NodeKind } from "./kind.ts";

const value = z.union([z.string().max(200), z.number(), z.boolean(), z.null()]);
const schema = z
  .strictObject({
    ...nodeBase,
    type: z.literal("update"),
    set: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/), value).optional(),
    addTags: z.array(slugSchema).min(1).max(20).optional(),
    removeTags: z.array(slugSchema).min(1).max(20).optional(),
  })
  .refine((node) => node.set !== undefined || node.addTags !== undefined || node.removeTags !== undefined, {
    params: { code: "update.empty" },
  });
/** An update node as drawn. */
export type UpdateNode = z.infer<typeof schema>;

const form: Form<UpdateNode> = [
  {
    path: "set",
    field: "attributes",
    label: say("设置属性", "Set attributes"),
    isOptional: true,
  },
  { path: "addTags", field: "tags", label: say("加标签", "Add tags"), isOptional: true },
  { path: "removeTags", field: "tags", label: say("去标签", "Remove tags"), isOptional: true },
];

/** The node kind `update`. */
export const update: NodeKind<UpdateNode> = {
  ...instant,
  type: "update",
  schema,
  label: { "zh-CN": "更新学员", en: "Update learner" },
  form,
  fresh: { type: "update", addTags: ["contacted"] },
  ports: () => ["next"],
  enter: (node, view) => {
    const old = view.attr("tags");
    const tags = new Set<string>(Array.isArray(old) ? (old as string[]) : []);
    for (const tag of node.addTags ?? []) tags.add(tag);
    for (const tag of node.removeTags ?? []) tags.delete(tag);
    const isTagged = node.addTags !== undefined || node.removeTags !== undefined;
    view.write({ ...node.set, ...(isTagged ? { tags: [...tags].sort() } : {}) });
    return { leave: "next" };
  },
};
