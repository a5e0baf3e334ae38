// Reads a strategy document from any value: bounds first, then the closed schema, then names and connections. What it lets through
// may be compiled; what it refuses comes back as issues, each at the path of its offender.
import type { Issue } from "#shared/kernel/issue.ts";
import { boundIssues } from "./bounds.ts";
import { type Strategy, strategySchema } from "./document.ts";
import { issuesOf } from "./schema-issues.ts";
import { structureIssues } from "./structure.ts";

/** The most issues that one refusal lists. */
export const MAX_ISSUES = 100;

/**
 * The document in a JSON value, or at most 100 issues that keep it from being one. Issues are errors: `strategy.*`, or the code of a
 * field's own refinement (`duration.invalid`, `waitFor.outcomeOf` …). The value is not changed.
 */
export function parseStrategy(value: unknown): { document: Strategy } | { issues: Issue[] } {
  const unfit = boundIssues(value);
  if (unfit.length > 0) return { issues: unfit };
  const read = strategySchema.safeParse(value);
  if (!read.success) return { issues: issuesOf(read.error.issues, value).slice(0, MAX_ISSUES) };
  const issues = structureIssues(read.data);
  return issues.length > 0 ? { issues: issues.slice(0, MAX_ISSUES) } : { document: read.data };
}
