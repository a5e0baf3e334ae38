// Which form goes with which node.
import type { DraftNode } from "#designer/document/draft.ts";
import type { FormItem } from "#shared/kernel/form.ts";
import { nodeKind } from "#shared/node/all.ts";
import { signalKinds } from "#shared/signal/all.ts";
import { causeField } from "#shared/strategy/form.ts";
import { tierForm } from "#shared/tier/form.ts";

/** What a node's kind asks; null where the product has no such kind. */
export function formOf(node: DraftNode): readonly FormItem[] | null {
  if (node.type === "tier") return tierForm;
  if (node.type !== "signal") return nodeKind(node.type)?.form ?? null;
  const kind = signalKinds.find((one) => one.kind === node.kind);
  return kind === undefined ? null : [...kind.form, causeField];
}
