// The template tree of this product: what remains of a Handlebars tree after everything that templates may not use has been
// refused. Two parsers (the browser's and the renderer's) are lowered to it, so both are held to the same language.
import type { Issue } from "#shared/kernel/issue.ts";
import { type Place, templateIssue } from "./scan.ts";

/** A path to data. `parts` is empty for `this`; `isData` marks `@index` and its kin; `depth` counts `../`. */
export interface PathNode {
  kind: "path";
  text: string;
  parts: string[];
  depth: number;
  isData: boolean;
  place: Place;
}

/** A text, number or yes/no written in the template. */
export interface LiteralNode {
  kind: "literal";
  value: string | number | boolean;
  place: Place;
}

/** A helper with its arguments. */
export interface CallNode {
  kind: "call";
  name: string;
  args: Expression[];
  place: Place;
}

/** What can be printed or given to a helper. */
export type Expression = PathNode | LiteralNode | CallNode;

/** A block helper: `body` where it holds, `otherwise` after `else`. */
export interface BlockNode {
  kind: "block";
  name: string;
  args: Expression[];
  body: TemplateNode[];
  otherwise: TemplateNode[];
  place: Place;
}

/** One piece of a template. */
export type TemplateNode =
  | { kind: "text"; value: string; place: Place }
  | { kind: "print"; value: Expression; place: Place }
  | BlockNode;

type Raw = Readonly<Record<string, unknown>>;

/**
 * Lowers a parser's `Program` node; every node it does not know adds a `template.forbidden` issue and is left out. Recursion is
 * bounded by the scan's levels.
 */
export function lowerProgram(program: unknown, issues: Issue[]): TemplateNode[] {
  const nodes: TemplateNode[] = [];
  for (const raw of listOf(rawOf(program).body)) {
    const node = lowerStatement(rawOf(raw), issues);
    if (node !== null) nodes.push(node);
  }
  return nodes;
}

function lowerStatement(raw: Raw, issues: Issue[]): TemplateNode | null {
  const place = placeOf(raw);
  if (raw.type === "CommentStatement") return null;
  if (raw.type === "ContentStatement") return { kind: "text", value: String(raw.value), place };
  if (raw.type === "MustacheStatement") {
    if (raw.escaped !== true) return refuse(issues, place, "unescaped");
    const isCall = listOf(raw.params).length > 0 || hasPairs(raw);
    const value = isCall ? lowerCall(raw, issues) : lowerExpression(rawOf(raw.path), issues);
    return value === null ? null : { kind: "print", value, place };
  }
  if (raw.type !== "BlockStatement") return refuse(issues, place, String(raw.type));
  const call = lowerCall(raw, issues);
  if (listOf(rawOf(raw.program).blockParams).length > 0) return refuse(issues, place, "as |…|");
  const body = lowerProgram(raw.program, issues);
  const otherwise = lowerProgram(raw.inverse, issues);
  return call === null ? null : { kind: "block", name: call.name, args: call.args, body, otherwise, place };
}

function lowerCall(raw: Raw, issues: Issue[]): CallNode | null {
  const place = placeOf(raw);
  if (hasPairs(raw)) return refuse(issues, place, "name=value");
  const path = lowerExpression(rawOf(raw.path), issues);
  if (path === null) return null;
  const name =
    path.kind === "path" && path.depth === 0 && !path.isData && path.parts.length === 1 ? path.parts[0] : undefined;
  if (name === undefined || path.kind !== "path" || path.text !== name) return refuse(issues, place, "helper");
  const args: Expression[] = [];
  for (const param of listOf(raw.params)) {
    const arg = lowerExpression(rawOf(param), issues);
    if (arg !== null) args.push(arg);
  }
  return { kind: "call", name, args, place };
}

function lowerExpression(raw: Raw, issues: Issue[]): Expression | null {
  const place = placeOf(raw);
  const value = raw.value;
  switch (raw.type) {
    case "PathExpression":
      return lowerPath(raw, place, issues);
    case "SubExpression":
      return lowerCall(raw, issues);
    case "StringLiteral":
      return typeof value === "string" ? { kind: "literal", value, place } : refuse(issues, place, "literal");
    case "NumberLiteral":
      return typeof value === "number" && Number.isFinite(value)
        ? { kind: "literal", value, place }
        : refuse(issues, place, "literal");
    case "BooleanLiteral":
      return typeof value === "boolean" ? { kind: "literal", value, place } : refuse(issues, place, "literal");
    default:
      return refuse(issues, place, String(raw.type));
  }
}

function lowerPath(raw: Raw, place: Place, issues: Issue[]): PathNode | null {
  const parts = listOf(raw.parts);
  const text = String(raw.original);
  const depth = typeof raw.depth === "number" ? raw.depth : 0;
  if (!parts.every((part) => typeof part === "string")) return refuse(issues, place, text);
  return { kind: "path", text, parts, depth, isData: raw.data === true, place };
}

function refuse(issues: Issue[], place: Place, construct: string): null {
  issues.push(templateIssue("template.forbidden", place, { construct: construct.slice(0, 80) }));
  return null;
}

function hasPairs(raw: Raw): boolean {
  return listOf(rawOf(raw.hash).pairs).length > 0;
}

function rawOf(value: unknown): Raw {
  return typeof value === "object" && value !== null ? (value as Raw) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Both parsers give lines from 1 and columns from 0. */
function placeOf(raw: Raw): Place {
  const start = rawOf(rawOf(raw.loc).start);
  const { line, column } = start;
  return { line: typeof line === "number" ? line : 1, column: typeof column === "number" ? column + 1 : 1 };
}
