// What is wrong with a draft: the reader's issues while it is unfinished, the compiler's diagnostics once it can be read, in one shape
// and each with the node it belongs to.
import { wordsOf } from "#shared/api/words.ts";
import type { IssueParams, Severity, Words } from "#shared/kernel/issue.ts";
import { compile } from "#shared/strategy/compile.ts";
import type { CompileContext } from "#shared/strategy/context.ts";
import { type Fix, fill } from "#shared/strategy/diagnostic.ts";
import type { Plan } from "#shared/strategy/plan.ts";
import { parseStrategy } from "#shared/strategy/validate.ts";
import { type Draft, messageAt } from "./draft.ts";
import type { Path } from "./path.ts";

/** One thing that is wrong. */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  /** The node it is shown at; null where it is the strategy's own. */
  readonly nodeId: string | null;
  readonly path: Path;
  readonly message: Words;
  readonly fix?: Fix;
}

/** What a draft amounts to. `hash` and `plan` are null while it cannot be read; `plan` also where it cannot run. */
export interface Judged {
  readonly problems: readonly Problem[];
  readonly hash: string | null;
  readonly plan: Plan | null;
}

/** Judges a draft as the server would. */
export function judge(draft: Draft, context: CompileContext): Judged {
  const read = parseStrategy(draft);
  if ("document" in read) {
    const { plan, hash, diagnostics } = compile(read.document, context);
    return { plan, hash, problems: diagnostics };
  }
  const problems = read.issues.map(({ code, severity, path, params = {} }) => ({
    code,
    severity,
    nodeId: nodeOf(draft, path),
    path,
    message: said(code, params),
  }));
  return { problems, hash: null, plan: null };
}

function said(code: string, params: IssueParams): Words {
  const words = wordsOf(code) ?? { "zh-CN": code, en: code };
  return { "zh-CN": fill(words["zh-CN"], params, "zh-CN"), en: fill(words.en, params, "en") };
}

/** The node that a place in the document belongs to: the node itself, where an edge begins, or the first that sends the message. */
export function nodeOf(draft: Draft, path: Path): string | null {
  const [part, key] = path;
  if (part === "nodes" && typeof key === "number") return draft.nodes[key]?.id ?? null;
  if (part === "edges" && typeof key === "number") {
    const edge = draft.edges[key];
    return draft.nodes.find(({ id }) => id === edge?.from || id === edge?.to)?.id ?? null;
  }
  if (part !== "messages" || messageAt(draft, key) === null) return null;
  return draft.nodes.find(({ message }) => message === key)?.id ?? null;
}

/** How many of a list are errors and how many warnings. */
export function tally(problems: readonly Problem[]): { errorCount: number; warningCount: number } {
  const errorCount = problems.filter(({ severity }) => severity === "error").length;
  const warningCount = problems.filter(({ severity }) => severity === "warning").length;
  return { errorCount, warningCount };
}
