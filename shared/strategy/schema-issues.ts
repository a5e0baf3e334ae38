// From what zod says to our issues: a code for each kind of fault, the path of the offender itself, and of a union the branch that
// was most likely meant.
import type { z } from "zod";
import { errorIssue, type Issue, type IssueParams } from "#shared/kernel/issue.ts";
import { typeName } from "./bounds.ts";

type Fault = z.core.$ZodIssue;
type Path = (string | number)[];

/** The most issues that one refusal lists. */
export const MAX_ISSUES = 100;

const LONGEST_TEXT = 80;

/** The issues of a value that a schema has refused, in the schema's order, at most 100; never empty where `faults` is not. */
export function issuesOf(faults: readonly Fault[], value: unknown, base: Path = []): Issue[] {
  const issues: Issue[] = [];
  for (const fault of faults) {
    if (issues.length >= MAX_ISSUES) break;
    issues.push(...faultIssues(fault, value, base));
  }
  return issues.slice(0, MAX_ISSUES);
}

function faultIssues(fault: Fault, value: unknown, base: Path): Issue[] {
  const path = [...base, ...fault.path.map((key) => (typeof key === "number" ? key : String(key)))];
  const got = at(value, path);
  if (fault.code === "unrecognized_keys") {
    const keys = fault.keys.slice(0, MAX_ISSUES);
    return keys.map((key) => errorIssue("strategy.unknownKey", [...path, key], { key: cut(key) }));
  }
  if (fault.code === "invalid_union") return unionIssues(fault, value, path);
  return [got === undefined ? errorIssue("strategy.missing", path) : translate(fault, path, got)];
}

function unionIssues(fault: z.core.$ZodIssueInvalidUnion, value: unknown, path: Path): Issue[] {
  const got = at(value, path);
  if (got === undefined) return [errorIssue("strategy.missing", path)];
  const options = "options" in fault && Array.isArray(fault.options) ? fault.options : null;
  if (fault.errors.length === 0) {
    const allowed = options === null ? {} : { allowed: options.join(" | ") };
    return [errorIssue("strategy.unknownKind", path, { got: show(got), ...allowed })];
  }
  const [likeliest = []] = fault.errors.toSorted((a, b) => distance(a) - distance(b));
  return issuesOf(likeliest, value, path);
}

/** How far a value is from a branch: a wrong shape weighs more than a key too many or too few, a fault deeper inside nothing. */
function distance(faults: readonly Fault[]): number {
  return faults.reduce((sum, fault) => {
    if (fault.code === "unrecognized_keys") return sum + fault.keys.length;
    if (fault.path.length === 0) return sum + 10;
    return sum + (fault.path.length === 1 && fault.code === "invalid_type" ? 1 : 0);
  }, 0);
}

function translate(
  fault: Exclude<Fault, { code: "unrecognized_keys" | "invalid_union" }>,
  path: Path,
  got: unknown,
): Issue {
  switch (fault.code) {
    case "invalid_type":
      return errorIssue("strategy.type", path, { wanted: fault.expected, got: typeName(got) });
    case "invalid_value":
      return errorIssue("strategy.value", path, { allowed: cut(fault.values.join(" | ")), got: show(got) });
    case "too_small":
      return errorIssue("strategy.range", path, { of: fault.origin, least: Number(fault.minimum) });
    case "too_big":
      return errorIssue("strategy.range", path, { of: fault.origin, most: Number(fault.maximum) });
    case "invalid_format":
      return errorIssue("strategy.pattern", path, { format: fault.format, got: show(got) });
    case "invalid_key":
      return errorIssue("strategy.pattern", path, { format: "key", got: cut(String(path.at(-1))) });
    case "custom":
      return customIssue(fault.params, path);
    default:
      return errorIssue("strategy.value", path, { got: show(got) });
  }
}

/** A refinement's own code and numbers, where it names one. */
function customIssue(params: Record<string, unknown> | undefined, path: Path): Issue {
  const { code, ...rest } = params ?? {};
  if (typeof code !== "string") return errorIssue("strategy.value", path);
  const plain = Object.entries(rest).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value));
  return errorIssue(code, path, Object.fromEntries(plain) as IssueParams);
}

function at(value: unknown, path: Path): unknown {
  let here: unknown = value;
  for (const key of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string | number, unknown>)[key];
  }
  return here;
}

function show(value: unknown): string {
  return typeof value === "object" && value !== null ? typeName(value) : cut(String(value));
}

function cut(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}
