import { jsonLanguage } from "@codemirror/lang-json";
import { expect, test } from "vitest";
import { printDraft } from "#designer/document/print.ts";
import { drafts } from "#designer/document/testkit.ts";
import { nodeStretches, stretchAt } from "./json-places.ts";

const read = (text: string) => nodeStretches(jsonLanguage.parser.parse(text), text);

test("every node of a strategy is found, and is what stands there", () => {
  for (const draft of drafts) {
    const text = printDraft(draft);
    expect(JSON.parse(text)).toEqual(draft);
    const stretches = read(text);
    expect(stretches.map(({ id }) => id)).toEqual(draft.nodes.map(({ id }) => id));
    for (const { id, from, to } of stretches) expect(JSON.parse(text.slice(from, to))).toHaveProperty("id", id);
  }
});

test("the node at the caret is found, between nodes there is none", () => {
  const text = '{"nodes":[{"id":"a"},   {"id":"b"}]}';
  const stretches = read(text);
  expect(stretchAt(stretches, text.indexOf('"a"'))?.id).toBe("a");
  expect(stretchAt(stretches, text.indexOf(",") + 2)).toBeNull();
});

test("text that is being typed does no harm", () => {
  for (const text of ["", "{", '{"nodes":', '{"nodes":[{', '{"nodes":[{"id":', "[]", '{"nodes":{"id":"a"}}']) {
    expect(read(text).length).toBeLessThan(2);
  }
});
