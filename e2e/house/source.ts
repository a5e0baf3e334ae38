// Reads the product's own source for the house tests: files, and modules parsed by the parser that builds them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { ESTree, ParseResult } from "vite";
import { parseSync, Visitor } from "vite";

const root = new URL("../../", import.meta.url);
const sides = ["shared", "runtime", "designer", "e2e"];

/** A module: its path from the top of the repository, with slashes, and what the parser made of it. */
export interface Module {
  path: string;
  text: string;
  program: ESTree.Program;
  comments: ParseResult["comments"];
}

/** The text of a file, null where there is none. */
export function readText(path: string): string | null {
  try {
    return readFileSync(new URL(path, root), "utf8");
  } catch {
    return null;
  }
}

/** Every file of the product, without what is installed, built or downloaded, and without the sample's data. */
export function productFiles(): string[] {
  const top = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile());
  const inner = sides.filter((side) => existsSync(new URL(side, root))).flatMap(filesUnder);
  return [...top.map(({ name }) => name), ...inner].filter((path) => !path.startsWith("runtime/sample/")).sort();
}

function filesUnder(folder: string): string[] {
  const entries = readdirSync(new URL(folder, root), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** Parses a module; a syntax error is a failure of the test. */
export function parseModule(path: string, text: string): Module {
  const { program, comments, errors } = parseSync(path, text);
  const first = errors[0];
  if (first !== undefined) throw new Error(`${path}: ${first.message}`);
  return { path, text, program, comments };
}

/** Every TypeScript module of the product, tests too. */
export function productModules(): Module[] {
  return productFiles()
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => parseModule(path, readText(path) ?? ""));
}

/** True for a test file. */
export function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(path);
}

/** The line, from 1, of an offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** Every specifier that a module imports, re-exports or names in an import type; null where it is computed. */
export function specifiersOf(module: Module): (string | null)[] {
  const found: (string | null)[] = [];
  const add = (source: { type: string; value?: unknown } | null) => {
    if (source !== null) found.push(typeof source.value === "string" ? source.value : null);
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add(node.source),
    TSImportType: (node) => add(node.source),
  }).visit(module.program);
  return found;
}
