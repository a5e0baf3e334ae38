// Judges a template tree: known helpers and paths, arguments of the right type, and no value that may be missing without a fallback
// (ruling 32). The same walk serves the compiler, which knows the subject, and the renderer, which meets missing values itself.
import type { Issue, IssueParams } from "#shared/kernel/issue.ts";
import type { BlockNode, CallNode, Expression, PathNode, TemplateNode } from "./ast.ts";
import { fieldOf, isGuaranteed, type SubjectKind } from "./fields.ts";
import { type Helper, helperOf, type ValueType } from "./helpers.ts";
import { templateIssue } from "./scan.ts";

/** What the walk found: the issues, and the catalogue paths that the template reads. */
export interface Inspection {
  issues: Issue[];
  paths: Set<string>;
}

/** What surely holds at a point: the paths that an enclosing `#if` has proved, and whether an `#each` has changed `this`. */
interface Scope {
  readonly proved: ReadonlySet<string>;
  readonly isInEach: boolean;
}

interface Walk extends Inspection {
  /** Null: guards are not judged. */
  readonly subject: SubjectKind | null;
}

/** What an expression may hold. `isSure` means it cannot be missing. */
interface Judged {
  types: readonly ValueType[];
  isSure: boolean;
}

const unknown: Judged = { types: [], isSure: true }; // already reported; says nothing more
const itemFlags = new Map<string, Judged>([
  ["index", { types: ["number"], isSure: true }],
  ["first", { types: ["flag"], isSure: true }],
  ["last", { types: ["flag"], isSure: true }],
]);

/** Walks a tree once. With a subject, paths that may be missing must sit in `or` or `#if`; with null that is not judged. */
export function inspectTemplate(nodes: readonly TemplateNode[], subject: SubjectKind | null): Inspection {
  const walk: Walk = { issues: [], paths: new Set(), subject };
  walkNodes(walk, nodes, { proved: new Set(), isInEach: false });
  return { issues: walk.issues, paths: walk.paths };
}

function walkNodes(walk: Walk, nodes: readonly TemplateNode[], scope: Scope): void {
  for (const node of nodes) {
    if (node.kind === "print") judgePrint(walk, node.value, scope);
    else if (node.kind === "block") walkBlock(walk, node, scope);
  }
}

function walkBlock(walk: Walk, node: BlockNode, scope: Scope): void {
  const helper = helperOf(node.name);
  if (helper === null || !helper.isBlock) {
    report(walk, "template.unknownHelper", node, { helper: node.name });
    return;
  }
  judgeArgs(walk, node, helper, scope);
  if (node.name === "each") {
    if (scope.isInEach) report(walk, "template.nestedEach", node);
    walkNodes(walk, node.body, { ...scope, isInEach: true });
    walkNodes(walk, node.otherwise, scope);
    return;
  }
  const holds = { ...scope, proved: new Set([...scope.proved, ...provedBy(node.args[0], scope)]) };
  const isNegated = node.name === "unless";
  walkNodes(walk, node.body, isNegated ? scope : holds);
  walkNodes(walk, node.otherwise, isNegated ? holds : scope);
}

/** The paths that surely have a value where a condition holds: its own, or those it compares. */
function provedBy(condition: Expression | undefined, scope: Scope): string[] {
  if (condition?.kind === "path") return [rootPath(condition, scope) ?? ""];
  if (condition?.kind !== "call" || helperOf(condition.name)?.gives !== "flag") return [];
  return condition.args.flatMap((arg) => (arg.kind === "path" ? [rootPath(arg, scope) ?? ""] : []));
}

function judgePrint(walk: Walk, value: Expression, scope: Scope): void {
  if (value.kind === "literal") {
    report(walk, "template.forbidden", value, { construct: "literal" });
    return;
  }
  const judged = judgeSure(walk, value, scope);
  if (judged.types.includes("flag")) report(walk, "template.type", value, { wanted: "text", got: "flag" });
  if (judged.types.includes("instant"))
    report(walk, "template.unformatted", value, { type: "instant", helper: "date" });
  if (judged.types.includes("rate")) report(walk, "template.unformatted", value, { type: "rate", helper: "percent" });
}

/** Judges an expression that must have a value here. */
function judgeSure(walk: Walk, value: Expression, scope: Scope): Judged {
  const judged = judge(walk, value, scope);
  const name = value.kind === "path" ? (rootPath(value, scope) ?? value.text) : value.kind === "call" ? value.name : "";
  if (!judged.isSure && walk.subject !== null) report(walk, "template.unguarded", value, { path: name });
  return judged;
}

function judge(walk: Walk, value: Expression, scope: Scope): Judged {
  if (value.kind === "path") return judgePath(walk, value, scope);
  if (value.kind === "call") return judgeCall(walk, value, scope);
  const { value: literal } = value;
  return {
    types: [typeof literal === "string" ? "text" : typeof literal === "number" ? "number" : "flag"],
    isSure: true,
  };
}

function judgePath(walk: Walk, node: PathNode, scope: Scope): Judged {
  if (scope.isInEach && node.isData && node.depth === 0 && node.parts.length === 1) {
    const flag = itemFlags.get(node.parts[0] ?? "");
    if (flag !== undefined) return flag;
  }
  if (scope.isInEach && !node.isData && node.depth === 0 && node.parts.length === 0)
    return { types: ["attribute"], isSure: true };
  const path = rootPath(node, scope);
  const field = path === null ? null : fieldOf(path);
  if (path === null || field === null) {
    report(
      walk,
      node.isData ? "template.forbidden" : "template.unknownPath",
      node,
      node.isData ? { construct: node.text } : { path: node.text },
    );
    return unknown;
  }
  walk.paths.add(path);
  const isSure = scope.proved.has(path) || (walk.subject !== null && isGuaranteed(path, walk.subject) === true);
  return { types: [field.type], isSure };
}

function judgeCall(walk: Walk, node: CallNode, scope: Scope): Judged {
  const helper = helperOf(node.name);
  if (helper === null || helper.isBlock) {
    report(walk, "template.unknownHelper", node, { helper: node.name });
    return unknown;
  }
  const args = judgeArgs(walk, node, helper, scope);
  if (helper.gives !== "args") return { types: [helper.gives], isSure: true };
  return { types: args.flatMap((arg) => arg.types), isSure: args.some((arg) => arg.isSure) };
}

function judgeArgs(walk: Walk, node: CallNode | BlockNode, helper: Helper, scope: Scope): Judged[] {
  const { args } = node;
  if (args.length < helper.least || args.length > helper.most) {
    report(walk, "template.arity", node, {
      helper: node.name,
      least: helper.least,
      most: helper.most,
      got: args.length,
    });
  }
  return args.map((arg, index) => {
    const judged = helper.isTotal ? judge(walk, arg, scope) : judgeSure(walk, arg, scope);
    const wanted = helper.params[Math.min(index, helper.params.length - 1)] ?? [];
    const wrong = judged.types.find((type) => !wanted.includes(type));
    if (wrong !== undefined) report(walk, "template.type", arg, { wanted: wanted.join(" | "), got: wrong });
    return judged;
  });
}

/** The catalogue path that a node reads: inside `#each` the data is one level up. Null: it reads none. */
function rootPath(node: PathNode, scope: Scope): string | null {
  if (node.isData || node.parts.length === 0 || node.depth !== (scope.isInEach ? 1 : 0)) return null;
  return node.parts.join(".");
}

function report(walk: Walk, code: string, node: Expression | BlockNode, params?: IssueParams): void {
  const issue = templateIssue(code, node.place, params);
  walk.issues.push(code === "template.unformatted" ? { ...issue, severity: "warning" } : issue);
}
