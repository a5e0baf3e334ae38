// How the code is cut into files: what the same pages need lies together, and two such parts become one where the requests that this saves
// are worth more than the code that some page then loads in vain.

/** A module as the bundler knows it: what it imports at once, and how long its code is. */
export interface ModuleKnown {
  readonly imports: readonly string[];
  readonly length: number;
}

/** The modules by id. */
export type Modules = ReadonlyMap<string, ModuleKnown>;

/** What a request costs beside its bytes, in characters of code before it is made small. */
const REQUEST = 18_000;

interface Part {
  readonly pages: ReadonlySet<string>;
  readonly ids: readonly string[];
  readonly length: number;
}

/** The part of each module that some page needs and `base` does not: ids to numbers. No two parts need one another. */
export function cutIntoParts(modules: Modules, base: string, pages: ReadonlyMap<string, number>): Map<string, number> {
  const parts = merged(modules, pages, sharedAlike(modules, base, [...pages.keys()]));
  return new Map(parts.flatMap(({ ids }, index) => ids.map((id) => [id, index] as const)));
}

/** Everything that a module needs before it can run, itself included. */
function neededBy(modules: Modules, start: string): Set<string> {
  const needed = new Set<string>();
  const rest = [start];
  for (let id = rest.pop(); id !== undefined; id = rest.pop()) {
    if (needed.has(id)) continue;
    needed.add(id);
    rest.push(...(modules.get(id)?.imports ?? []));
  }
  return needed;
}

function sharedAlike(modules: Modules, base: string, pages: readonly string[]): Part[] {
  const atOnce = neededBy(modules, base);
  const usersOf = new Map<string, Set<string>>();
  for (const page of pages)
    for (const id of neededBy(modules, page))
      if (!atOnce.has(id)) usersOf.set(id, (usersOf.get(id) ?? new Set<string>()).add(page));
  const alike = new Map<string, { pages: Set<string>; ids: string[] }>();
  for (const [id, users] of usersOf) {
    const key = [...users].sort().join("\n");
    const found = alike.get(key) ?? { pages: users, ids: [] };
    found.ids.push(id);
    alike.set(key, found);
  }
  const lengthOf = (ids: readonly string[]) => ids.reduce((sum, id) => sum + (modules.get(id)?.length ?? 0), 0);
  return [...alike.values()].map((part) => ({ ...part, length: lengthOf(part.ids) }));
}

function merged(modules: Modules, weights: ReadonlyMap<string, number>, given: readonly Part[]): readonly Part[] {
  let parts = given;
  for (;;) {
    const now = parts;
    const pairs = now.flatMap((a, index) => now.slice(index + 1).map((b) => ({ a, b, gain: gainOf(weights, a, b) })));
    const worth = pairs.filter(({ gain }) => gain > 0).sort((x, y) => y.gain - x.gain);
    const found = worth
      .map(
        ({ a, b }) =>
          () =>
            withPair(now, a, b),
      )
      .find((next) => !isCircular(modules, next()));
    if (found === undefined) return now;
    parts = found();
  }
}

/** Requests saved less code loaded in vain, over all pages as often as they are opened. */
function gainOf(weights: ReadonlyMap<string, number>, a: Part, b: Part): number {
  const weigh = (isWanted: (page: string) => boolean) =>
    [...new Set([...a.pages, ...b.pages])].filter(isWanted).reduce((sum, page) => sum + (weights.get(page) ?? 0), 0);
  const [both, onlyA, onlyB] = [
    weigh((page) => a.pages.has(page) && b.pages.has(page)),
    weigh((page) => !b.pages.has(page)),
    weigh((page) => !a.pages.has(page)),
  ];
  return both * REQUEST - onlyA * b.length - onlyB * a.length;
}

function withPair(parts: readonly Part[], a: Part, b: Part): Part[] {
  const pair = { pages: new Set([...a.pages, ...b.pages]), ids: [...a.ids, ...b.ids], length: a.length + b.length };
  return [...parts.filter((part) => part !== a && part !== b), pair];
}

function isCircular(modules: Modules, parts: readonly Part[]): boolean {
  const partOf = new Map(parts.flatMap((part) => part.ids.map((id) => [id, part] as const)));
  const needs = new Map<Part, Set<Part>>();
  for (const part of parts) {
    const others = part.ids.flatMap((id) =>
      (modules.get(id)?.imports ?? []).flatMap((other) => partOf.get(other) ?? []),
    );
    needs.set(part, new Set(others.filter((other) => other !== part)));
  }
  // Those that need nothing that is left go, as long as there are any.
  const isFree = ([, others]: readonly [Part, Set<Part>]) => [...others].every((other) => !needs.has(other));
  for (let free = [...needs].filter(isFree); free.length > 0; free = [...needs].filter(isFree))
    for (const [part] of free) needs.delete(part);
  return needs.size > 0;
}
