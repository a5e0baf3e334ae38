// Reads and checks a message template: the scan first, then a parser, then the walk over what it means. Takes raw text, gives
// issues with line and column; the browser and the compiler use it, the renderer repeats it with its own parser.
import { parseWithoutProcessing } from "@handlebars/parser";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { lowerProgram, type TemplateNode } from "./ast.ts";
import { inspectTemplate } from "./check.ts";
import type { SubjectKind } from "./fields.ts";
import { scanTemplate, templateIssue } from "./scan.ts";

/** A template that may be checked and rendered. */
export interface Template {
  ast: TemplateNode[];
}

/** What a check needs to know: the strategy's subject, and where in the document the template sits. */
export interface TemplateContext {
  readonly subject: SubjectKind;
  readonly path?: readonly (string | number)[];
}

/** The tree of a template, or the issues that keep it from having one. Any other type than text is an issue. */
export function parseTemplate(source: string): Template | Issue[] {
  return readTemplate(source, parseWithoutProcessing);
}

/** As `parseTemplate`, with another parser of Handlebars. The parser sees only text that the scan has passed. */
export function readTemplate(source: unknown, parse: (source: string) => unknown): Template | Issue[] {
  if (typeof source !== "string") return [errorIssue("template.notText", [], { got: typeof source })];
  const unfit = scanTemplate(source);
  if (unfit !== null) return [unfit];
  let program: unknown;
  try {
    program = parse(source);
  } catch (error) {
    return [syntaxIssue(error)]; // the parser has no other way to refuse
  }
  const issues: Issue[] = [];
  const ast = lowerProgram(program, issues);
  return issues.length > 0 ? issues : { ast };
}

/**
 * Every issue of a template, in reading order; none: it may be published. Codes `template.*`; params always hold `line` and
 * `column`, both from 1 (columns in UTF-16 units), except for `template.notText`.
 */
export function checkTemplate(source: string, context: TemplateContext): Issue[] {
  const read = parseTemplate(source);
  const issues = Array.isArray(read) ? read : inspectTemplate(read.ast, context.subject).issues;
  return issues.map((issue) => ({ ...issue, path: [...(context.path ?? [])] }));
}

/** Both parsers' errors carry their place in one of two ways. */
function syntaxIssue(error: unknown): Issue {
  const found = error as {
    lineNumber?: number;
    column?: number;
    hash?: { loc?: { last_line?: number; last_column?: number } };
  };
  const line = found.lineNumber ?? found.hash?.loc?.last_line ?? 1;
  const column = found.column ?? found.hash?.loc?.last_column ?? 0;
  return templateIssue("template.syntax", { line, column: column + 1 });
}
