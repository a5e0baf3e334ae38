// The order of the rooms, as a rule over one import: may this file import that specifier?

/** The rooms of each side, left to right; rooms in one group are equals and do not import each other. */
export const rooms = {
  shared: [
    ["kernel"],
    ["stats"],
    ["event"],
    ["state"],
    ["signal"],
    ["tier"],
    ["message"],
    ["channel"],
    ["policy"],
    ["node"],
    ["strategy"],
    ["flow"],
    ["outcome"],
    ["report"],
    ["api"],
  ],
  runtime: [["store", "transport"], ["engine"], ["sim"], ["http"], ["main"]],
  designer: [["ui"], ["text"], ["api"], ["document"], ["form"], ["canvas"], ["panel"], ["report"], ["task"], ["app"]],
} as const;

/** A side whose rooms have an order. */
export type Side = keyof typeof rooms;

// What shared may use from npm: pure packages only.
const pureBare = [
  "zod",
  "handlebars",
  "@handlebars/parser",
  "@noble/hashes",
  "temporal-polyfill",
  "@stdlib/math-base-special-betainc",
  "@stdlib/math-base-special-betaln",
  "@stdlib/math-base-special-erfc",
  "@stdlib/math-base-special-erfcinv",
  "@stdlib/math-base-special-gammainc",
  "@stdlib/math-base-special-gammaln",
  "@stdlib/stats-base-dists-beta-quantile",
  "@stdlib/stats-base-dists-t-quantile",
];
const testBare = ["vitest", "fast-check"];

function isSide(name: string | undefined): name is Side {
  return name !== undefined && Object.hasOwn(rooms, name);
}

function rankOf(side: Side, room: string | undefined): number {
  return rooms[side].findIndex((group) => (group as readonly (string | undefined)[]).includes(room));
}

function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function judgeBare(path: string, specifier: string): string | null {
  if (!path.startsWith("shared/")) return null;
  const allowed = path.endsWith(".test.ts") ? [...pureBare, ...testBare] : pureBare;
  return allowed.includes(packageOf(specifier)) ? null : "is not a package that shared may use";
}

function judgeInner(path: string, specifier: string): string | null {
  const [side, room] = path.split("/");
  const [toSide, toRoom] = specifier.slice(1).split("/");
  const folder = path.slice(0, path.lastIndexOf("/"));
  if (specifier.slice(1, specifier.lastIndexOf("/")) === folder) return "is in the same folder: write ./";
  if (!/\.(ts|tsx|json|css)$/.test(specifier)) return "lacks its file extension";
  if (toSide === "e2e") return side === "e2e" ? null : "leads from the product to its tests";
  if (!isSide(toSide)) return "leads to no room";
  const toRank = rankOf(toSide, toRoom);
  if (toRank === -1) return "leads to no room";
  if (!isSide(side)) return null;
  if (side !== toSide && toSide !== "shared") return `leads from ${side} to ${toSide}`;
  if (side !== toSide || room === toRoom) return null;
  return toRank < rankOf(side, room) ? null : "leads to a room on the right";
}

/** Why `path` may not import `specifier` (null: computed at run time); null where it may. */
export function judgeImport(path: string, specifier: string | null): string | null {
  if (specifier === null) return path.startsWith("shared/") ? "is computed" : null;
  if (specifier.startsWith("."))
    return /^\.\/[^/]+$/.test(specifier) ? null : "leaves its folder: write #shared/…, #runtime/… or #designer/…";
  return specifier.startsWith("#") ? judgeInner(path, specifier) : judgeBare(path, specifier);
}

/** Why a file may not stand where it does; null where it may. */
export function judgePlace(path: string): string | null {
  const [side, room, ...rest] = path.split("/");
  return isSide(side) && (rest.length === 0 || rankOf(side, room) === -1) ? "stands in no room" : null;
}

/** The orders that a text states, from lines such as `runtime: store, transport · engine`. */
export function statedOrders(text: string): { side: Side; order: string[][] }[] {
  const lines = text.matchAll(/^\s*(shared|runtime|designer):\s+(.+·.+)$/gm);
  return [...lines].map(([, side, order]) => ({
    side: side as Side,
    order: (order ?? "").split("·").map((group) => group.split(",").map((room) => room.trim())),
  }));
}
