// attribute 属性: a condition over what is known of the learner, dates relative to now included.
import { z } from "zod";
import { type Form, say } from "#shared/kernel/form.ts";
import { type Condition, conditionDepth, conditionSchema, evaluate } from "#shared/state/condition.ts";
import type { Evidence, Reading, SignalKind, SignalView } from "./kind.ts";
import { conditionWords, inEach } from "./words.ts";

const MAX_DEPTH = 8;
const MAX_EVIDENCE = 10;

/** The attribute names a condition compares; null where a part looks at something else than attributes. */
function attributeNames(condition: Condition): string[] | null {
  if ("attr" in condition) return [condition.attr];
  if ("not" in condition) return attributeNames(condition.not);
  if (!("all" in condition) && !("any" in condition)) return null;
  const parts = ("all" in condition ? condition.all : condition.any).map(attributeNames);
  return parts.every((names) => names !== null) ? parts.flat() : null;
}

const schema = z.strictObject({
  kind: z.literal("attribute"),
  when: conditionSchema
    .refine((condition) => conditionDepth(condition) <= MAX_DEPTH, {
      params: { code: "condition.tooDeep", most: MAX_DEPTH },
    })
    .refine((condition) => attributeNames(condition) !== null, { params: { code: "attribute.onlyAttributes" } }),
});
type Attribute = z.infer<typeof schema>;

function evidenceOf(def: Attribute, view: SignalView): Evidence {
  const evidence: Record<string, string | number | boolean> = {};
  for (const name of [...new Set(attributeNames(def.when) ?? [])].slice(0, MAX_EVIDENCE)) {
    const value = view.attr(name);
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") evidence[name] = value;
  }
  return evidence;
}

function read(def: Attribute, view: SignalView): Reading {
  const isNever = () => false;
  const { isTrue, nextAt } = evaluate(def.when, {
    now: view.now,
    attr: (name) => view.attr(name),
    isOn: isNever,
    hasCause: isNever,
  });
  return { isOn: isTrue, since: null, nextAt, evidence: isTrue ? evidenceOf(def, view) : null };
}

const form: Form<Attribute> = [
  { path: "when", field: "condition", about: "learner", label: say("学员满足", "Learners for whom") },
];

/** The signal kind `attribute`. Evidence holds the compared attributes that are single values, at most ten. */
export const attribute = {
  kind: "attribute",
  schema,
  label: { "zh-CN": "属性", en: "Attribute" },
  form,
  fresh: { kind: "attribute", when: { attr: "enrolledAt", op: "withinLast", value: "P7D" } },
  sentence: (def) => inEach((locale) => conditionWords(def.when, locale)),
  scope: () => "learner",
  features: () => [],
  read: (def, _stores, view) => read(def, view),
} satisfies SignalKind<Attribute>;
