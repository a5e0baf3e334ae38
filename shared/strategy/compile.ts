// The compiler: from a document and what the school is like to a plan, a hash and diagnostics. Pure: the same arguments give the same
// answer in the browser, in the runtime and in a backtest.
import type { Severity } from "#shared/kernel/issue.ts";
import { named } from "./called.ts";
import type { CompileContext } from "./context.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Strategy } from "./document.ts";
import { strategyHash } from "./hash.ts";
import { buildPlan, type Plan } from "./plan.ts";
import { contextRules, documentRules, optionalCodes } from "./rules.ts";
import { studyOf } from "./study.ts";

/** What a compile gives. A document may be published where `plan` is not null and no diagnostic is an error. */
export interface Compiled {
  /** Null where a rule over the document alone found an error; never a matter of the context (ruling 31). */
  readonly plan: Plan | null;
  readonly hash: string;
  /** Errors, then warnings, then notes, each in the order of the rules; at most 500. */
  readonly diagnostics: readonly Diagnostic[];
}

const MOST_DIAGNOSTICS = 500;
const weights: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Compiles a document that `parseStrategy` has let through. */
export function compile(document: Strategy, context: CompileContext): Compiled {
  const study = studyOf(document);
  const ofDocument = documentRules.flatMap((rule) => rule(study));
  const ofContext = contextRules.flatMap((rule) => rule(study, context));
  const off = context.settings.rulesOff ?? [];
  const diagnostics = [...ofDocument, ...ofContext]
    .filter(({ code }) => !(optionalCodes.has(code) && off.includes(code)))
    .sort((a, b) => weights[a.severity] - weights[b.severity])
    .slice(0, MOST_DIAGNOSTICS)
    .map((one) => named(one, study));
  const isSound = !ofDocument.some(({ code, severity }) => severity === "error" && !optionalCodes.has(code));
  return { plan: isSound ? buildPlan(document) : null, hash: strategyHash(document), diagnostics };
}
