// From what zod says of a request to our issues: one code for each kind of fault, at the path of the offender.
import type { z } from "zod";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";

const LONGEST_TEXT = 80;
const MOST_ISSUES = 50;

/** At most 50 issues `request.*`; a refinement may bring a code of its own in its `params.code`. `base` is put before each path. */
export function requestIssues(faults: readonly z.core.$ZodIssue[], base: readonly (string | number)[] = []): Issue[] {
  return faults.flatMap((fault) => issuesOf(fault, base)).slice(0, MOST_ISSUES);
}

function issuesOf(fault: z.core.$ZodIssue, base: readonly (string | number)[]): Issue[] {
  const path = [...base, ...fault.path.map((step) => (typeof step === "number" ? step : String(step)))];
  switch (fault.code) {
    case "unrecognized_keys":
      return fault.keys.map((key) => errorIssue("request.unknownKey", [...path, cut(key)]));
    case "invalid_type":
      return [
        errorIssue(fault.input === undefined ? "request.missing" : "request.type", path, { wanted: fault.expected }),
      ];
    case "invalid_value":
      return [errorIssue("request.value", path, { allowed: cut(fault.values.join(" | ")) })];
    case "too_small":
      return [errorIssue("request.tooSmall", path, { least: Number(fault.minimum) })];
    case "too_big":
      return [errorIssue("request.tooBig", path, { most: Number(fault.maximum) })];
    case "custom":
      return [errorIssue(typeof fault.params?.code === "string" ? fault.params.code : "request.format", path)];
    default:
      return [errorIssue("request.format", path)];
  }
}

function cut(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}
