// What a template gets to see: null-prototype copies of exactly the fields it names, cleaned and bounded; a field without a value
// becomes a `Missing` that refuses to be printed and so can never read "undefined".
import { errorIssue, type Issue, type IssueParams } from "#shared/kernel/issue.ts";
import { type FieldType, fieldOf, type MessageData } from "./fields.ts";
import { isWebLink } from "./html.ts";

/** Bounds of one value. */
export const valueLimits = { chars: 1000, linkChars: 2000, items: 100 } as const;

/** Thrown inside a render to end it with an issue; only the renderer catches it. */
export class RenderStop extends Error {
  readonly issue: Issue;
  constructor(issue: Issue) {
    super(issue.code);
    this.issue = issue;
  }
}

/** A render stop with an error-level issue. */
export function renderStop(code: string, params?: IssueParams): RenderStop {
  return new RenderStop(errorIssue(code, [], params));
}

/** The stand-in of a declared field that has no value. Printing it stops the render and names its path. */
export class Missing {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
  toString(): string {
    throw renderStop("render.missing", { path: this.path });
  }
  /** Handlebars asks this first when it escapes. */
  toHTML(): string {
    return this.toString();
  }
}

/** Whether a value in a view is missing. */
export function isMissing(value: unknown): value is Missing {
  return value instanceof Missing;
}

interface View {
  [name: string]: unknown;
}

/** How a path is copied into a view: through objects by these names, the last one's value. `type` null: no field of the catalogue. */
export interface ViewStep {
  readonly path: string;
  readonly names: readonly string[];
  readonly last: string;
  readonly type: FieldType | null;
}

/** The steps of these paths, worked out once for a template. */
export function viewSteps(paths: Iterable<string>): ViewStep[] {
  return [...paths].map((path) => {
    const names = path.split(".");
    const last = names.pop() ?? path;
    return { path, names, last, type: fieldOf(path)?.type ?? null };
  });
}

/** The view of these paths on the data. Throws a render stop where a value is not of its field's type or too long. */
export function createView(steps: readonly ViewStep[], data: MessageData): object {
  const view = Object.create(root) as View;
  for (const { path, names, last, type } of steps) {
    if (type === null) throw renderStop("render.missing", { path });
    let source: unknown = data;
    let target = view;
    for (const name of names) {
      source = own(source, name);
      target[name] ??= Object.create(nothing);
      target = target[name] as View;
    }
    target[last] = copy(path, type, own(source, last)) ?? new Missing(path);
  }
  return view;
}

/** Without anything to inherit: nothing has a name that a template could reach. The engine is quicker with it than with no prototype at all. */
const nothing = Object.freeze(Object.create(null));
/** In an `each`, Handlebars compares the item with the root by `!=`, which asks the root for a primitive: one that no item can be. */
const root = Object.freeze(Object.create(null, { [Symbol.toPrimitive]: { value: () => "\u0000" } }));

function own(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? (value as View)[name] : null;
}

/** A cleaned copy; null where there is no value. An empty or blank text is no value. */
function copy(path: string, type: FieldType, value: unknown): unknown {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  if (type === "attribute" && Array.isArray(value)) {
    if (value.length > valueLimits.items) throw renderStop("render.value", { path, wanted: type, got: "long list" });
    return value.map((item: unknown) => scalar(path, item)).filter((item) => item !== null);
  }
  const isText = typeof value === "string";
  if (type === "link") {
    if (!isText || value.length > valueLimits.linkChars || !isWebLink(value)) throw renderStop("render.link", { path });
    return value;
  }
  if (type !== "attribute" && isText !== (type === "text"))
    throw renderStop("render.value", { path, wanted: type, got: typeof value });
  if (type !== "attribute" && typeof value === "boolean")
    throw renderStop("render.value", { path, wanted: type, got: "boolean" });
  return scalar(path, value);
}

function scalar(path: string, value: unknown): string | number | boolean | null {
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return value;
  if (typeof value !== "string")
    throw renderStop("render.value", { path, wanted: "text or number", got: typeof value });
  if (value.length > valueLimits.chars)
    throw renderStop("render.value", { path, wanted: "short text", got: "long text" });
  const text = value.replace(UNSEEN, " ");
  return text.trim() === "" ? null : text;
}

// Control characters (a line break in a name could forge a mail header) and bidirectional overrides (they reorder what follows).
const UNSEEN = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;
