// Reads a strategy document from any value: bounds first, then the closed schema, then names and connections. What it lets through
// may be compiled; what it refuses comes back as issues, each at the path of its offender.
import { z } from "zod";
import type { Issue } from "#shared/kernel/issue.ts";
import { boundIssues } from "./bounds.ts";
import { MAX_NODES, type Strategy, type StrategyNode, strategySchema } from "./document.ts";
import { issuesOf, MAX_ISSUES } from "./schema-issues.ts";
import { structureIssues } from "./structure.ts";

const nodeSchema = strategySchema.shape.nodes.element;
/** The document around its nodes: these are read one by one, so that a thousand bad ones cost no more than the hundred that are told. */
const frameSchema = strategySchema.extend({ nodes: z.array(z.unknown()).min(1).max(MAX_NODES) });

/**
 * The document in a JSON value, or at most 100 issues that keep it from being one. Issues are errors: `strategy.*`, or the code of a
 * field's own refinement (`duration.invalid`, `waitFor.outcomeOf` …). The value is not changed.
 */
export function parseStrategy(value: unknown): { document: Strategy } | { issues: Issue[] } {
  const unfit = boundIssues(value);
  if (unfit.length > 0) return { issues: unfit };
  const frame = frameSchema.safeParse(value);
  const issues = frame.success ? [] : issuesOf(frame.error.issues, value);
  const nodes = readNodes(value, issues);
  if (!frame.success || issues.length > 0) return { issues: issues.slice(0, MAX_ISSUES) };
  const document: Strategy = { ...frame.data, nodes };
  const faults = structureIssues(document);
  return faults.length > 0 ? { issues: faults.slice(0, MAX_ISSUES) } : { document };
}

/** The nodes that can be read; what is wrong with the others is added to the issues, until there are enough. */
function readNodes(value: unknown, issues: Issue[]): StrategyNode[] {
  const { nodes } = value as { nodes?: unknown };
  const read: StrategyNode[] = [];
  for (const [index, node] of Array.isArray(nodes) ? nodes.entries() : []) {
    if (issues.length >= MAX_ISSUES) break;
    const one = nodeSchema.safeParse(node);
    if (one.success) read.push(one.data);
    else
      issues.push(
        ...issuesOf(
          one.error.issues.map((issue) => ({ ...issue, path: ["nodes", index, ...issue.path] })),
          value,
        ),
      );
  }
  return read;
}
