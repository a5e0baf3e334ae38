import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { type CompileContext, defaultContext } from "./context.ts";
import { isTier, type Strategy } from "./document.ts";
import { gallery } from "./gallery.ts";
import { exportText, strategyHash } from "./hash.ts";
import { parseStrategy } from "./validate.ts";

const locales = ["zh-CN", "en"] as const;
const bilingual: CompileContext = { ...defaultContext, settings: { ...defaultContext.settings, locales } };
/** A school that sends real SMS: a signature, a way out, quiet nights. */
const strict: CompileContext = {
  ...bilingual,
  settings: {
    ...bilingual.settings,
    quiet: { from: "21:30", to: "08:00" },
    signature: "【晨光网校】",
    smsTail: "拒收请回复R",
  },
};
const entries = gallery.map(({ id, document }) => ({ id, document }));

/** The size of a node on the canvas, with room around it. */
const room = { x: 260, y: 120 };

function read(value: unknown): Strategy {
  const parsed = parseStrategy(value);
  if (!("document" in parsed)) throw new Error(JSON.stringify(parsed.issues));
  return parsed.document;
}

test("the gallery has twelve strategies, each under its own id", () => {
  expect(new Set(gallery.map(({ id }) => id)).size).toBe(12);
});

test.each(entries)("$id is read as it stands", ({ document }) => {
  expect(read(document)).toEqual(document);
});

test.each(entries)("$id compiles without a word from the compiler", ({ document }) => {
  for (const context of [bilingual, strict]) {
    const { plan, diagnostics } = compile(document, context);
    expect(diagnostics).toEqual([]);
    expect(plan?.hash).toBe(strategyHash(document));
  }
});

test.each(entries)("$id speaks both languages", ({ document }) => {
  for (const { variants } of Object.values(document.messages ?? {})) {
    for (const { content } of variants) expect(Object.keys(content).sort()).toEqual([...locales].sort());
  }
  for (const node of document.nodes) {
    if (node.name !== undefined) expect(Object.keys(node.name).sort()).toEqual([...locales].sort());
    if (node.type === "task")
      expect([Object.keys(node.title).sort(), Object.keys(node.script ?? {}).sort()]).toEqual([
        [...locales].sort(),
        [...locales].sort(),
      ]);
  }
  expect(Object.keys({ ...document.name }).sort()).toEqual([...locales].sort());
});

test.each(entries)("$id is exported and imported without a change", ({ document }) => {
  const text = exportText(document);
  const imported = read(JSON.parse(text));
  expect(exportText(imported)).toBe(text);
  expect(strategyHash(imported)).toBe(strategyHash(document));
});

test.each(entries)("$id lays every node out, none over another", ({ document }) => {
  const { layout = {}, nodes } = document;
  expect(Object.keys(layout).sort()).toEqual(nodes.map((node) => node.id).sort());
  const spots = Object.entries(layout);
  const overlaps = spots.flatMap(([a, one], at) =>
    spots
      .slice(at + 1)
      .flatMap(([b, two]) =>
        Math.abs(one.x - two.x) < room.x && Math.abs(one.y - two.y) < room.y ? [`${a} ${b}`] : [],
      ),
  );
  expect(overlaps).toEqual([]);
});

test("the three-tier alert promises what the designer's table says", () => {
  const [first] = gallery;
  const reach = first?.document.nodes
    .filter(isTier)
    .map((tier) => [tier.name?.["zh-CN"], tier.rank, ...Object.values(tier.reach ?? {})]);
  expect(first?.id).toBe("three-tier-retention");
  expect(reach).toEqual([
    ["关注级", 1, "PT24H", 1, 1, 1],
    ["预警级", 2, "PT48H", 2, 2, 4],
    ["紧急级", 3, "PT72H", 3, 3, 8],
  ]);
});
