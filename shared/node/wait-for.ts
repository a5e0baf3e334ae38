// waitFor 等待结果: an outcome of an earlier send, or an event, before the timeout. An outcome already reached leaves at
// once; only events dated at or after arrival count; a withheld send waits out the whole timeout (ruling 5).
import { z } from "zod";
import { durationSchema, eventTypesSchema, msOf } from "#shared/signal/fields.ts";
import { passes, testSchema } from "#shared/state/test.ts";
import { nodeBase, slugSchema } from "./fields.ts";
import type { NodeKind } from "./kind.ts";

const schema = z
  .strictObject({
    ...nodeBase,
    type: z.literal("waitFor"),
    outcome: z.enum(["delivered", "opened", "acted"]).optional(),
    of: slugSchema.optional(),
    events: eventTypesSchema.optional(),
    where: testSchema.optional(),
    timeout: durationSchema,
  })
  .refine((node) => (node.outcome === undefined) === (node.of === undefined), { params: { code: "waitFor.outcomeOf" } })
  .refine((node) => (node.outcome === undefined) !== (node.events === undefined), {
    params: { code: "waitFor.outcomeOrEvents" },
  });
/** A waitFor node as drawn. */
export type WaitForNode = z.infer<typeof schema>;

/** The node kind `waitFor`. */
export const waitFor: NodeKind<WaitForNode> = {
  type: "waitFor",
  schema,
  label: { "zh-CN": "等待结果", en: "Wait for" },
  ports: () => ["yes", "timeout"],
  enter: (node, view) =>
    node.of !== undefined && node.outcome !== undefined && view.hasReached(node.of, node.outcome)
      ? { leave: "yes" }
      : "stay",
  wake: (node, view, wake) => {
    if (wake.why === "due") return { leave: "timeout" };
    if (wake.why === "outcome" && node.of === wake.of && node.outcome !== undefined) {
      return view.hasReached(node.of, node.outcome) ? { leave: "yes" } : "stay";
    }
    if (wake.why !== "event" || node.events === undefined) return "stay";
    const isAwaited = node.events.includes(wake.event.type) && wake.event.at >= view.enteredAt;
    return isAwaited && passes(node.where ?? null, wake.event.data) ? { leave: "yes" } : "stay";
  },
  dueAt: (node, view) => view.after(msOf(node.timeout)),
  span: (node, port) => ({
    leastMs: port === "yes" ? 0 : msOf(node.timeout),
    mostMs: msOf(node.timeout),
    isTouch: false,
  }),
};
