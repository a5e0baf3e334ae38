import { expect, test } from "vitest";
import { z } from "zod";
import {
  type Alternatives,
  type Field,
  type FormItem,
  fieldsOf,
  isAlternatives,
  modeOf,
  takeMode,
  valueAt,
} from "#shared/kernel/form.ts";
import type { Words } from "#shared/kernel/issue.ts";
import { nodeKinds } from "#shared/node/all.ts";
import { nameField, noteField } from "#shared/node/form.ts";
import { signalKinds } from "#shared/signal/all.ts";
import { freshTier, tierForm } from "#shared/tier/form.ts";
import { strategySchema } from "./document.ts";
import { causeField, strategySections, titleField } from "./form.ts";
import { sampleStrategy } from "./sample.ts";
import { parseStrategy } from "./validate.ts";

interface Shape {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  anyOf?: Shape[];
  allOf?: Shape[];
  items?: Shape;
  properties?: Record<string, Shape>;
  required?: string[];
  $defs?: Record<string, Shape>;
}

const root = z.toJSONSchema(strategySchema, { io: "input" }) as Shape;
const resolve = (shape: Shape): Shape =>
  shape.$ref === undefined ? shape : (root.$defs?.[shape.$ref.replace("#/$defs/", "")] ?? shape);
const whole = resolve(root);
const nodeShapes = (
  whole.properties?.nodes?.items as unknown as { oneOf: (Shape & { oneOf?: Shape[] })[] }
).oneOf.flatMap((shape) => shape.oneOf ?? [shape]);
const shapeOf = (name: string): Shape => {
  const found = nodeShapes.find(({ properties = {} }) => {
    const { type, kind } = properties;
    return name === `${type?.const === "signal" ? "signal." : ""}${String(kind?.const ?? type?.const)}`;
  });
  expect(found, name).toBeDefined();
  return found ?? {};
};

const signals = signalKinds.map(({ kind, form }) => [`signal.${kind}`, [...form, causeField] as FormItem[]] as const);
const steps = nodeKinds.map(({ type, form }) => [type, form as readonly FormItem[]] as const);
const named: (readonly [string, Shape, readonly FormItem[]])[] = [
  ...[...signals, ...steps, ["tier", tierForm] as const].map(
    ([name, form]) => [name, shapeOf(name), [...form, nameField, noteField]] as const,
  ),
  ["strategy", whole, [titleField, ...strategySections.flatMap(({ form }) => form)]],
];

const unasked = new Set(["id", "type", "kind", "format", "nodes", "edges", "messages", "layout"]);

function at(shape: Shape, path: string): Shape | undefined {
  return path.split(".").reduce<Shape | undefined>((here, key) => {
    const found = here === undefined ? undefined : resolve(here).properties?.[key];
    return found === undefined ? undefined : resolve(found);
  }, shape);
}

function isRequired(shape: Shape, path: string): boolean {
  const keys = path.split(".");
  const parent = keys.length === 1 ? shape : at(shape, keys.slice(0, -1).join("."));
  return parent?.required?.includes(keys.at(-1) ?? "") ?? false;
}

test.each(named)("%s: everything the schema has is asked for, but for what has one value only", (_, shape, form) => {
  const asked = new Set(fieldsOf(form).map(({ path }) => path.split(".")[0]));
  const wanted = Object.entries(shape.properties ?? {})
    .filter(([key, field]) => !unasked.has(key) && !(field.const !== undefined && shape.required?.includes(key)))
    .map(([key]) => key);
  expect([...asked].sort()).toEqual(wanted.sort());
});

test.each(named)("%s: every path leads to a field of the schema, once", (_, shape, form) => {
  const paths = fieldsOf(form).map(({ path }) => path);
  expect(paths.filter((path) => at(shape, path) === undefined)).toEqual([]);
  expect(new Set(paths).size).toBe(paths.length);
});

test.each(named)("%s: what may stay empty is said, and only that", (_, shape, form) => {
  const plain = form.filter((item): item is Field => !isAlternatives(item));
  for (const { path, isOptional } of plain)
    expect([path, isOptional ?? false]).toEqual([path, !isRequired(shape, path)]);
});

test.each(named)("%s: the bounds of fields are the schema's", (name, shape, form) => {
  for (const field of fieldsOf(form)) {
    const found = at(shape, field.path);
    if (field.field === "number" || field.field === "ratio") {
      const bounds = { minimum: field.min, maximum: field.max };
      expect({ name, path: field.path, ...found }).toMatchObject(bounds);
      expect(found?.type === "integer").toBe(field.field === "number" && field.isWhole === true);
    }
    if (field.field === "text") expect(found?.maxLength).toBe(field.max);
    if (field.field === "choice") {
      const allowed = found?.enum ?? [found?.const];
      expect(field.options.map(({ value }) => value).filter((value) => value !== null)).toEqual(allowed);
    }
  }
});

test("every text of a form is in both languages", () => {
  const texts = (value: unknown): Words[] => {
    if (typeof value !== "object" || value === null) return [];
    return "zh-CN" in value && "en" in value ? [value as Words] : Object.values(value).flatMap(texts);
  };
  const found = named.flatMap(([, , form]) => texts(form.map((item) => ({ ...item, presets: [] }))));
  expect(found.length).toBeGreaterThan(100);
  for (const words of found) {
    expect(words["zh-CN"]).not.toBe("");
    expect(words.en).toMatch(/^[^\p{Script=Han}]+$/u);
  }
});

const fresh = [
  ...signalKinds.map(({ kind, fresh: one }) => [`signal.${kind}`, { type: "signal", ...one }] as const),
  ...nodeKinds.map(({ type, fresh: one }) => [type, one] as const),
  ["tier", freshTier] as const,
];

test.each(fresh)("a fresh %s is accepted as it comes", (_, node) => {
  const base = sampleStrategy();
  expect(parseStrategy({ ...base, nodes: [...base.nodes, { id: "fresh", ...node }] })).toHaveProperty("document");
});

const alternatives = named.flatMap(([name, , form]) =>
  form.filter(isAlternatives).map((item) => [`${name} ${item.label.en}`, item] as [string, Alternatives]),
);

function write(value: object, changes: Record<string, unknown>): object {
  const copy = JSON.parse(JSON.stringify(value)) as Record<string, Record<string, unknown>>;
  for (const [path, next] of Object.entries(changes)) {
    const [head = "", tail] = path.split(".");
    if (tail === undefined) Object.assign(copy, { [head]: next });
    else copy[head] = { ...copy[head], [tail]: next };
  }
  return JSON.parse(JSON.stringify(copy)) as object;
}

test.each(alternatives)("%s: taking a mode leads to it, and leaves nothing of the others", (_, item) => {
  for (const from of item.modes) {
    const begun = write({}, takeMode({}, item, from));
    expect(modeOf(begun, item)).toBe(from);
    expect(takeMode(begun, item, from)).toEqual({});
    for (const to of item.modes) {
      const there = write(begun, takeMode(begun, item, to));
      expect(modeOf(there, item)).toBe(to);
      expect(Object.keys(to.with).every((path) => valueAt(there, path) !== undefined)).toBe(true);
      if (to !== from) expect(Object.keys(from.with).some((path) => valueAt(there, path) !== undefined)).toBe(false);
    }
  }
});
