// How the code is cut: what pages share, what is worth a file, and that no two files wait for one another.
import fc from "fast-check";
import { expect, test } from "vitest";
import { pagesAt } from "./pages.ts";
import { cutIntoParts, type ModuleKnown, type Modules } from "./parts.ts";
import routes from "./routes.tsx?raw";

const known = (table: Record<string, [length: number, ...imports: string[]]>) =>
  new Map<string, ModuleKnown>(
    Object.entries(table).map(([id, [length, ...imports]]) => [id, { length, imports }] as const),
  );
const once = (...ids: string[]) => new Map(ids.map((id) => [id, 1] as const));

test("what every page has is in no part, and what one page needs alone is one", () => {
  const modules = known({ main: [9, "react"], react: [9], a: [90_000, "react", "a1"], a1: [90_000], b: [90_000] });
  const parts = cutIntoParts(modules, "main", once("a", "b"));
  expect([...parts.keys()].sort()).toEqual(["a", "a1", "b"]);
  expect(parts.get("a")).toBe(parts.get("a1"));
  expect(parts.get("a")).not.toBe(parts.get("b"));
});

test("a little that is shared joins those who need it; much is a file of its own", () => {
  const shared = (length: number) =>
    cutIntoParts(known({ main: [9], a: [500_000, "s"], b: [500_000, "s"], s: [length] }), "main", once("a", "b"));
  expect(new Set(shared(500_000).values()).size).toBe(3);
  const twins = known({ main: [9], a: [9e5, "s"], b: [9e5, "s", "t"], c: [9e5, "t"], s: [100], t: [100] });
  const parts = cutIntoParts(twins, "main", once("a", "b", "c"));
  expect(parts.get("s")).toBe(parts.get("t"));
});

function neededParts(modules: Modules, parts: ReadonlyMap<string, number>): Map<number, Set<number>> {
  const needs = new Map<number, Set<number>>();
  for (const [id, part] of parts)
    for (const other of modules.get(id)?.imports ?? []) {
      const to = parts.get(other);
      if (to !== undefined && to !== part) needs.set(part, (needs.get(part) ?? new Set<number>()).add(to));
    }
  return needs;
}

test("no part needs, by whatever way, one that needs it; and each module has one", () => {
  const graph = fc.array(fc.tuple(fc.integer({ min: 1, max: 60_000 }), fc.array(fc.nat(30), { maxLength: 4 })), {
    minLength: 4,
    maxLength: 24,
  });
  const property = fc.property(graph, fc.integer({ min: 2, max: 6 }), (nodes, pageCount) => {
    const modules = new Map<string, ModuleKnown>(
      // Imports go to later modules alone, as modules without circles do.
      nodes.map(([length, to], at) => {
        const imports = to.map((step) => at + 1 + step).filter((other) => other < nodes.length);
        return [`${at}`, { length, imports: imports.map(String) }] as const;
      }),
    );
    const pages = once(...Array.from({ length: Math.min(pageCount, nodes.length - 1) }, (_, page) => `${page + 1}`));
    const parts = cutIntoParts(modules, "0", pages);
    const needs = neededParts(modules, parts);
    for (const start of needs.keys()) {
      const reached = new Set(needs.get(start));
      for (const part of reached) for (const to of needs.get(part) ?? []) reached.add(to);
      expect(reached.has(start)).toBe(false);
    }
  });
  fc.assert(property);
});

test("every page of the routes is among those that the build knows", () => {
  const imported = [...routes.matchAll(/import\("(?:\.|#designer)\/([^"]+)"\)/g)].map(([text, path = ""]) =>
    text.includes("#designer") ? path : `app/${path}`,
  );
  const inside = pagesAt.map(([, module]) => module);
  expect(new Set(inside)).toEqual(new Set(imported.filter((path) => path !== "app/settings-frame.tsx")));
  const stated = [...routes.matchAll(/path: "([^"]+)"/g)].map(([, path = ""]) => path);
  for (const [path] of pagesAt) expect(stated).toContain(path.replace("/settings/", "/"));
});
