// The conditions of a document (audience and branch cases) with what they name, each at its place.
import type { Cause, Condition } from "#shared/state/condition.ts";
import { conditionDepth } from "#shared/state/condition.ts";
import type { DocumentPath } from "./diagnostic.ts";
import { type Drawing, pathOf } from "./drawing.ts";

/** Something a condition names, and where. */
export interface Named<T> {
  readonly name: T;
  readonly path: DocumentPath;
}

/** A condition of the document and what it looks at. */
export interface PlacedCondition {
  /** Null: the audience. */
  readonly nodeId: string | null;
  readonly path: DocumentPath;
  readonly depth: number;
  readonly signals: readonly Named<string>[];
  readonly causes: readonly Named<Cause>[];
}

/** Every condition: the audience first, then branches in the order of the document. */
export function conditionsOf(drawing: Drawing): PlacedCondition[] {
  const { audience } = drawing.document;
  const branches = drawing.flow.flatMap((node) =>
    node.type === "branch"
      ? node.cases.map((one, index) => place(node.id, pathOf(drawing, node.id, "cases", index, "when"), one.when))
      : [],
  );
  return audience === undefined ? branches : [place(null, ["audience"], audience), ...branches];
}

function place(nodeId: string | null, path: DocumentPath, condition: Condition): PlacedCondition {
  const signals: Named<string>[] = [];
  const causes: Named<Cause>[] = [];
  collect(condition, path, signals, causes);
  return { nodeId, path, depth: conditionDepth(condition), signals, causes };
}

function collect(condition: Condition, path: DocumentPath, signals: Named<string>[], causes: Named<Cause>[]): void {
  if ("signal" in condition) signals.push({ name: condition.signal, path: [...path, "signal"] });
  else if ("cause" in condition) causes.push({ name: condition.cause, path: [...path, "cause"] });
  else if ("not" in condition) collect(condition.not, [...path, "not"], signals, causes);
  else {
    const parts = "all" in condition ? condition.all : "any" in condition ? condition.any : [];
    const key = "all" in condition ? "all" : "any";
    for (const [index, part] of parts.entries()) collect(part, [...path, key, index], signals, causes);
  }
}
