// `winback validate` and `winback compile`: strategy files judged without a server.
import { readFileSync } from "node:fs";
import { jsonDepthExceeds } from "#shared/event/depth.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { compile } from "#shared/strategy/compile.ts";
import { defaultContext } from "#shared/strategy/context.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { parseStrategy } from "#shared/strategy/validate.ts";
import { exitCodes, print } from "./output.ts";

/** A file that should hold JSON: its value, or what is wrong with it. */
export function readJson(file: string): { value: unknown } | { issues: Issue[] } {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    return {
      issues: [
        errorIssue("file.unreadable", [file], { reason: error instanceof Error ? error.message : String(error) }),
      ],
    };
  }
  if (jsonDepthExceeds(text, 64)) return { issues: [errorIssue("json.tooDeep", [file])] };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return {
      issues: [errorIssue("json.syntax", [file], { reason: error instanceof Error ? error.message : String(error) })],
    };
  }
}

function readStrategy(file: string): { document: Strategy } | { issues: Issue[] } {
  const read = readJson(file);
  return "issues" in read ? read : parseStrategy(read.value);
}

function issueText({ severity, code, path, params }: Issue): string {
  return `${severity.padEnd(7)} ${code}  ${path.join(".")}${params === undefined ? "" : `  ${JSON.stringify(params)}`}`;
}

/** `winback validate FILE`. */
export function runValidate(file: string, flags: { json?: boolean }): number {
  const read = readStrategy(file);
  const issues = "issues" in read ? read.issues : [];
  print(flags.json, { isValid: issues.length === 0, issues }, () =>
    issues.length === 0 ? `${file}: valid` : issues.map(issueText).join("\n"),
  );
  return issues.length === 0 ? exitCodes.ok : exitCodes.found;
}

/** `winback compile FILE`. */
export function runCompile(file: string, flags: { json?: boolean; locale: "zh-CN" | "en" }): number {
  const read = readStrategy(file);
  if ("issues" in read) {
    print(flags.json, { hash: null, issues: read.issues, diagnostics: [] }, () =>
      read.issues.map(issueText).join("\n"),
    );
    return exitCodes.found;
  }
  const { hash, diagnostics } = compile(read.document, defaultContext);
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  print(flags.json, { hash, issues: [], diagnostics }, () => {
    const lines = diagnostics.map(
      (one) => `${one.severity.padEnd(7)} ${one.nodeId ?? "-"}  ${one.message[flags.locale]}  [${one.code}]`,
    );
    return [...lines, `${file}: ${hash}, ${errors} errors, ${diagnostics.length - errors} other`].join("\n");
  });
  return errors === 0 ? exitCodes.ok : exitCodes.found;
}
