// The strategy document, format winback.strategy/1: one closed schema that validates, types and publishes it.
import { z } from "zod";
import { contentSchemas } from "#shared/message/content.ts";
import { type FlowNode, flowNodeSchema } from "#shared/node/all.ts";
import { nodeBase, saltSchema, slugSchema, weightSchema } from "#shared/node/fields.ts";
import { capSchema } from "#shared/policy/cap-schema.ts";
import { type SignalDef, signalKinds } from "#shared/signal/all.ts";
import { durationSchema, eventTypesSchema } from "#shared/signal/fields.ts";
import { causes, conditionSchema } from "#shared/state/condition.ts";
import { enterSchema, reachSchema } from "#shared/tier/tier.ts";

/** Most nodes a document may have; a larger one is refused before it is read further. */
export const MAX_NODES = 1000;
/** Most edges a document may have. */
export const MAX_EDGES = 4000;

const causeSchema = z.union([z.enum(causes), z.array(z.enum(causes)).min(1).max(causes.length)]);
const signalBase = { ...nodeBase, type: z.literal("signal"), cause: causeSchema.optional() };

/** A signal node as drawn: its kind's definition with id, name and cause. */
export type SignalNode = SignalDef & z.infer<z.ZodObject<typeof signalBase>>;

const tierNodeSchema = z.strictObject({
  ...nodeBase,
  type: z.literal("tier"),
  rank: z.int().min(1).max(9),
  enter: enterSchema,
  reach: reachSchema.optional(),
});
/** A tier node as drawn. */
export type TierNode = z.infer<typeof tierNodeSchema>;
/** Any node of the drawing. */
export type StrategyNode = SignalNode | TierNode | FlowNode;

/** Adds id, name and cause to a signal kind's closed object, keeping its refinements by checking both halves. */
function signalNodeSchema(schema: z.ZodType): z.ZodType {
  const object = schema as z.ZodObject;
  return object.safeExtend(signalBase);
}

const signalSchemas = signalKinds.map((kind) => signalNodeSchema(kind.schema as z.ZodType));

const nodeSchema = z.discriminatedUnion("type", [
  z.discriminatedUnion("kind", signalSchemas as unknown as [z.core.$ZodTypeDiscriminable]),
  tierNodeSchema,
  flowNodeSchema as unknown as z.core.$ZodTypeDiscriminable,
]) as unknown as z.ZodType<StrategyNode>;

const edgeSchema = z.strictObject({ from: slugSchema, port: slugSchema, to: slugSchema });
/** A connection: from a node's port to a node. */
export type Edge = z.infer<typeof edgeSchema>;

/** An experiment over variants (ruling 29); it starts at the first publish of its salt. */
export const experimentSchema = z.strictObject({
  salt: saltSchema,
  metric: z.enum(["recovered", "acted", "opened"]),
  allocation: z.enum(["fixed", "bandit"]),
  window: durationSchema.optional(),
  baseline: z.number().min(0).max(1).optional(),
  smallestEffect: z.number().positive().max(1).optional(),
  power: z.number().min(0.5).max(0.99).optional(),
  plannedLearners: z.int().positive().max(1e9).optional(),
  margin: z.number().min(0).max(1).optional(),
});

function messageSchema<C extends keyof typeof contentSchemas>(channel: C) {
  const content = contentSchemas[channel] as (typeof contentSchemas)[C];
  return z.strictObject({
    channel: z.literal(channel),
    experiment: experimentSchema.optional(),
    variants: z
      .array(
        z.strictObject({
          id: slugSchema,
          weight: weightSchema,
          name: z.string().max(80).optional(),
          content: z.strictObject({ "zh-CN": z.optional(content), en: z.optional(content) }),
        }),
      )
      .min(1)
      .max(10),
  });
}
const messageSchemas = z.discriminatedUnion("channel", [
  messageSchema("inapp"),
  messageSchema("push"),
  messageSchema("sms"),
  messageSchema("wechat"),
  messageSchema("email"),
]);
/** A message: its channel and its variants by locale. */
export type Message = z.infer<typeof messageSchemas>;
/** One variant of a message. */
export type Variant = Message["variants"][number];

const policySchema = z.strictObject({
  priority: z.int().min(0).max(100).optional(),
  cooldown: durationSchema.optional(),
  quiet: z
    .strictObject({
      from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
      to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    })
    .optional(),
  pauses: z.enum(["school", "none"]).optional(),
  expires: durationSchema.optional(),
  caps: z.array(capSchema).max(10).optional(),
});

/** The subject of a strategy's episodes: the learner, each course, or each value of a data key (ruling 1). */
export const subjectSchema = z.union([
  z.enum(["learner", "course"]),
  z.strictObject({ key: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/) }),
]);

/** The whole document. */
export const strategySchema = z
  .strictObject({
    format: z.literal("winback.strategy/1"),
    id: slugSchema,
    name: z.strictObject({ "zh-CN": z.string().min(1).max(120).optional(), en: z.string().min(1).max(120).optional() }),
    description: z
      .strictObject({ "zh-CN": z.string().max(4000).optional(), en: z.string().max(4000).optional() })
      .optional(),
    purpose: z.enum(["activation", "retention", "referral", "conversion", "service"]),
    subject: subjectSchema,
    audience: conditionSchema.optional(),
    goal: z.strictObject({ events: eventTypesSchema, days: z.int().min(1).max(60), within: durationSchema }),
    churn: z.strictObject({ events: eventTypesSchema }).optional(),
    nodes: z.array(nodeSchema).min(1).max(MAX_NODES),
    edges: z.array(edgeSchema).max(MAX_EDGES),
    messages: z.record(slugSchema, messageSchemas).optional(),
    holdout: z.strictObject({ salt: saltSchema, weight: weightSchema }).optional(),
    policy: policySchema.optional(),
    layout: z.record(slugSchema, z.strictObject({ x: z.number(), y: z.number() })).optional(),
  })
  .meta({ id: "Strategy", title: "Winback strategy" });
/** A strategy document. */
export type Strategy = z.infer<typeof strategySchema>;

/** Whether a node is a signal. */
export function isSignal(node: StrategyNode): node is SignalNode {
  return node.type === "signal";
}
/** Whether a node is a tier. */
export function isTier(node: StrategyNode): node is TierNode {
  return node.type === "tier";
}
/** Whether a node is a step of the flow. */
export function isFlow(node: StrategyNode): node is FlowNode {
  return node.type !== "signal" && node.type !== "tier";
}
