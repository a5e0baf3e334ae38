// Rules over one module that the linter has no rule for: sizes, documentation, purity. Each gives `path:line what` lines.
import type { ESTree } from "vite";
import { Visitor } from "vite";
import type { Module } from "./source.ts";
import { isTest, lineAt } from "./source.ts";

const maxFileLines = 300;
const maxFunctionLines = 70;

function at(module: Module, offset: number, what: string): string {
  return `${module.path}:${lineAt(module.text, offset)} ${what}`;
}

/** Files over 300 lines and functions over 70. A `describe` in a test groups functions and is not one. */
export function oversized(module: Module): string[] {
  const found: string[] = [];
  const groups = new Set<number>();
  const lines = module.text.trimEnd().split("\n").length;
  if (lines > maxFileLines) found.push(at(module, 0, `file of ${lines} lines`));
  const measure = (node: { start: number; end: number }) => {
    const size = module.text.slice(node.start, node.end).split("\n").length;
    if (size > maxFunctionLines && !groups.has(node.start))
      found.push(at(module, node.start, `function of ${size} lines`));
  };
  new Visitor({
    CallExpression: (node) => {
      if (isTest(module.path) && isDescribe(node.callee))
        for (const argument of node.arguments) groups.add(argument.start);
    },
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  }).visit(module.program);
  return found;
}

/** `describe` of Vitest, `test.describe` of Playwright. */
function isDescribe(callee: ESTree.Expression): boolean {
  const named = callee.type === "MemberExpression" ? callee.property : callee;
  return named.type === "Identifier" && named.name === "describe";
}

function nameOf(node: ESTree.ExportNamedDeclaration): string {
  const declaration = node.declaration;
  if (declaration === null) return "";
  if (declaration.type === "VariableDeclaration")
    return declaration.declarations.map(({ id }) => ("name" in id ? id.name : "")).join();
  return "id" in declaration && declaration.id !== null && "name" in declaration.id ? declaration.id.name : "";
}

/** Exports without a doc comment straight above, and exports away from their declaration. An overload needs none. */
export function undocumented(module: Module): string[] {
  const docs = module.comments.filter(({ type, value }) => type === "Block" && value.startsWith("*"));
  const found: string[] = [];
  let previous = "";
  for (const node of module.program.body) {
    if (node.type === "ExportAllDeclaration") found.push(at(module, node.start, "re-exports"));
    if (node.type !== "ExportNamedDeclaration") continue;
    const name = nameOf(node);
    const isDocumented = docs.some(({ end }) => end <= node.start && isBlank(module.text.slice(end, node.start)));
    if (node.declaration === null) found.push(at(module, node.start, "exports away from the declaration"));
    else if (!isDocumented && name !== previous) found.push(at(module, node.start, `${name} has no doc comment`));
    previous = name;
  }
  return found;
}

// White space and line comments, such as a suppression with its reason.
function isBlank(text: string): boolean {
  return text.replaceAll(/\/\/.*$/gm, "").trim() === "";
}

/** Modules that do not begin with a comment. */
export function headless(module: Module): string[] {
  return module.comments[0]?.start === 0 || module.text.startsWith("#!") ? [] : [at(module, 0, "has no head comment")];
}

const hiddenInputs = ["Date.now", "Math.random", "Temporal.Now"];
// How many arguments free a method of this machine's zone or language; none frees a local getter.
const localMethods: [RegExp, number][] = [
  [/^get(Hours|Minutes|Date|Day|Month|FullYear|TimezoneOffset)$/, Number.POSITIVE_INFINITY],
  [/^toLocale(String|DateString|TimeString)$/, 1],
  [/^localeCompare$/, 2],
];

function isLocal({ callee, arguments: given }: ESTree.CallExpression): boolean {
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return false;
  const { name } = callee.property;
  return localMethods.some(([pattern, enough]) => pattern.test(name) && given.length < enough);
}

function isDate(callee: ESTree.Expression): boolean {
  return callee.type === "Identifier" && callee.name === "Date";
}

/** Reads of the clock, of chance, and of this machine's zone or language. */
export function impure(module: Module): string[] {
  const found: string[] = [];
  const add = (node: ESTree.Span) =>
    found.push(at(module, node.start, `reads ${module.text.slice(node.start, node.end)}`));
  new Visitor({
    MemberExpression: (node) => {
      if (hiddenInputs.includes(module.text.slice(node.start, node.end))) add(node);
    },
    NewExpression: (node) => {
      if (isDate(node.callee) && node.arguments.length === 0) add(node);
    },
    CallExpression: (node) => {
      if (isDate(node.callee) || isLocal(node)) add(node);
    },
  }).visit(module.program);
  return found;
}
