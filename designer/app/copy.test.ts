import { expect, test } from "vitest";
import { gallery } from "#shared/strategy/gallery.ts";
import { parseStrategy } from "#shared/strategy/validate.ts";
import { copyOf } from "./copy.ts";

const saltsIn = (document: object) =>
  [...JSON.stringify(document).matchAll(/"salt":"([^"]+)"/g)].map(([, salt]) => salt);

test.each(
  gallery.map(({ id, document }) => [id, document] as const),
)("a copy of %s is a valid strategy of its own", (_, document) => {
  const copy = copyOf(document, "my-copy", (name) => `${name} 2`);
  expect(parseStrategy(copy)).toHaveProperty("document");
  expect([copy.id, copy.name]).toEqual([
    "my-copy",
    { "zh-CN": `${document.name["zh-CN"]} 2`, en: `${document.name.en} 2` },
  ]);
  const [old, fresh] = [saltsIn(document), saltsIn(copy)];
  expect(fresh).toHaveLength(old.length);
  expect(new Set([...old, ...fresh]).size).toBe(new Set(old).size + new Set(fresh).size);
});

test("a copy of a copy has other salts, and a draft without a name stays without", () => {
  const draft = { id: "a", holdout: { salt: "s".repeat(64), weight: 1 }, nodes: [{ salt: 5 }] };
  const copy = copyOf(draft, "b", (name) => name);
  expect(copy).toEqual({
    id: "b",
    name: {},
    holdout: { salt: `b.${"s".repeat(62)}`, weight: 1 },
    nodes: [{ salt: 5 }],
  });
  expect(copyOf(copy, "c", (name) => name).holdout).not.toEqual(copy.holdout);
});
