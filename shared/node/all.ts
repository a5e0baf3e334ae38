// Every flow node kind, written out by hand: palette, form, compiler, simulator and engine read this list.
import { z } from "zod";
import { branch } from "./branch.ts";
import { end } from "./end.ts";
import type { NodeKind } from "./kind.ts";
import { send } from "./send.ts";
import { split } from "./split.ts";
import { task } from "./task.ts";
import { update } from "./update.ts";
import { wait } from "./wait.ts";
import { waitFor } from "./wait-for.ts";
import { webhook } from "./webhook.ts";
import { window } from "./window.ts";

/** The flow node kinds. */
export const nodeKinds = [send, wait, waitFor, branch, split, task, update, webhook, window, end] as const;

type Kinds = typeof nodeKinds;
/** A flow node as drawn, of any kind. */
export type FlowNode = z.infer<Kinds[number]["schema"]>;

/** Schema of a flow node of any kind. */
export const flowNodeSchema = z.discriminatedUnion(
  "type",
  nodeKinds.map((kind) => kind.schema) as unknown as [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]],
) as unknown as z.ZodType<FlowNode>;

const byType = new Map<string, NodeKind<FlowNode>>(
  nodeKinds.map((kind) => [kind.type, kind as unknown as NodeKind<FlowNode>]),
);

/** The kind of a flow node; null for an unknown type. */
export function nodeKind(type: string): NodeKind<FlowNode> | null {
  return byType.get(type) ?? null;
}
