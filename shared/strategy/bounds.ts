// The first look at a value that claims to be a strategy: size, depth and names, by one iterative walk, so that whatever comes
// after may recurse and look names up without fear.
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { MAX_EDGES, MAX_NODES } from "./document.ts";

/** The deepest nesting of a document; the deepest that has a meaning is about half of it. */
export const MAX_DEPTH = 48;

/** Names that every object answers to: as an id or a field they would be found where nothing was put. */
const reserved: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), "prototype"]);

/** Keys whose text names something that is looked up later. */
const naming: ReadonlySet<string> = new Set([
  "id",
  "from",
  "to",
  "port",
  "message",
  "of",
  "salt",
  "attr",
  "field",
  "property",
  "by",
  "due",
  "key",
  "signal",
  "group",
]);

interface Visit {
  readonly value: unknown;
  readonly key: string | number;
  readonly parent: Visit | null;
  readonly depth: number;
}

/** The issues that keep a value from being read any further: at most one. Linear in the value, without recursion. */
export function boundIssues(value: unknown): Issue[] {
  if (!isPlainObject(value)) return [errorIssue("strategy.type", [], { wanted: "object", got: typeName(value) })];
  const nodes = lengthOf(value, "nodes");
  const edges = lengthOf(value, "edges");
  if (nodes > MAX_NODES || edges > MAX_EDGES) {
    const params = { nodes, edges, mostNodes: MAX_NODES, mostEdges: MAX_EDGES };
    return [errorIssue("strategy.tooManyNodes", [nodes > MAX_NODES ? "nodes" : "edges"], params)];
  }
  const stack: Visit[] = [{ value, key: "", parent: null, depth: 0 }];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const issue = judge(visit);
    if (issue !== null) return [issue];
    if (typeof visit.value !== "object" || visit.value === null) continue;
    for (const [key, item] of Object.entries(visit.value)) {
      stack.push({
        value: item,
        key: Array.isArray(visit.value) ? Number(key) : key,
        parent: visit,
        depth: visit.depth + 1,
      });
    }
  }
  return [];
}

/** How a JSON value's type is called: null and array are types of their own. */
export function typeName(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

function judge(visit: Visit): Issue | null {
  const { value, key, depth } = visit;
  if (depth > MAX_DEPTH) return errorIssue("strategy.tooDeep", pathTo(visit), { most: MAX_DEPTH });
  if (typeof key === "string" && reserved.has(key))
    return errorIssue("strategy.reservedName", pathTo(visit), { name: key });
  if (typeof value === "string" && typeof key === "string" && naming.has(key) && reserved.has(value)) {
    return errorIssue("strategy.reservedName", pathTo(visit), { name: value });
  }
  return null;
}

function pathTo(visit: Visit): (string | number)[] {
  const path: (string | number)[] = [];
  for (let here = visit; here.parent !== null; here = here.parent) path.push(here.key);
  return path.reverse();
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function lengthOf(value: Record<string, unknown>, key: string): number {
  const list = Object.hasOwn(value, key) ? value[key] : null;
  return Array.isArray(list) ? list.length : 0;
}
