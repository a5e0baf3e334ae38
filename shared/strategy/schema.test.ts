import { expect, test } from "vitest";
import { strategyJsonSchema } from "./schema.ts";

type Json = { [key: string]: Json } & Json[];

/** Every object schema of the document with named properties, by the path that leads to it. */
function objects(schema: Json, path = ""): [string, Json][] {
  if (typeof schema !== "object" || schema === null) return [];
  const inside = Object.entries(schema).flatMap(([key, value]) => objects(value as Json, `${path}/${key}`));
  return schema.properties === undefined || Array.isArray(schema) ? inside : [[path, schema], ...inside];
}

test("the schema names its draft and the format", () => {
  expect(strategyJsonSchema()).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "winback.strategy/1",
    $ref: "#/$defs/Strategy",
  });
});

test("every object with named fields is closed, and the document's own needs what it needs", () => {
  const schema = strategyJsonSchema() as Json;
  const found = objects(schema);
  expect(found.length).toBeGreaterThan(40);
  expect(found.filter(([, one]) => (one.additionalProperties as unknown) !== false).map(([path]) => path)).toEqual([]);
  expect(schema.$defs?.Strategy?.required).toEqual([
    "format",
    "id",
    "name",
    "purpose",
    "subject",
    "goal",
    "nodes",
    "edges",
  ]);
});

test("every node kind of a document is described", () => {
  const text = JSON.stringify(strategyJsonSchema());
  for (const kind of [
    "absence",
    "drop",
    "stall",
    "behind",
    "count",
    "metric",
    "overdue",
    "milestone",
    "attribute",
    "schedule",
    "score",
  ]) {
    expect(text).toContain(`"const":"${kind}"`);
  }
  for (const type of ["tier", "send", "wait", "waitFor", "branch", "split", "task", "update", "webhook", "end"]) {
    expect(text).toContain(`"const":"${type}"`);
  }
});

test("each call gives a schema of its own", () => {
  expect(strategyJsonSchema()).not.toBe(strategyJsonSchema());
  expect(strategyJsonSchema()).toEqual(strategyJsonSchema());
});
