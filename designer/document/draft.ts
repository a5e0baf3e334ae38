// A strategy while it is drawn: the document's shape, loosened so that it may be unfinished. Everything the canvas cannot do without is
// checked by `readDraft`; what else is wrong is a problem shown on the drawing, never a reason not to draw it.
import { z } from "zod";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { boundIssues } from "#shared/strategy/bounds.ts";
import { issuesOf } from "#shared/strategy/schema-issues.ts";

/** A place on the canvas, in its own units. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A node as drawn so far. */
export interface DraftNode {
  readonly id: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A connection as drawn so far. */
export interface DraftEdge {
  readonly from: string;
  readonly port: string;
  readonly to: string;
}

/** A variant as written so far. */
export interface DraftVariant {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** A message as written so far. */
export interface DraftMessage {
  readonly channel: string;
  readonly variants: readonly DraftVariant[];
  readonly [field: string]: unknown;
}

/** Places by node id. */
export type Places = Readonly<Record<string, Point>>;

/** A strategy as drawn so far. */
export interface Draft {
  readonly nodes: readonly DraftNode[];
  readonly edges: readonly DraftEdge[];
  readonly messages?: Readonly<Record<string, DraftMessage>>;
  readonly layout?: Places;
  readonly [field: string]: unknown;
}

const id = z.string().min(1).max(64);
const point = z.looseObject({ x: z.number(), y: z.number() });
const draftSchema = z.looseObject({
  id,
  nodes: z.array(z.looseObject({ id, type: z.string().max(64) })),
  edges: z.array(z.looseObject({ from: id, port: id, to: id })),
  messages: z
    .record(id, z.looseObject({ channel: z.string().max(64), variants: z.array(z.looseObject({ id })) }))
    .optional(),
  layout: z.record(id, point).optional(),
});

/** The draft in a JSON value, or what keeps it from being drawn. Absent lists become empty ones; nothing else is changed. */
export function readDraft(value: unknown): { draft: Draft } | { issues: Issue[] } {
  const unfit = boundIssues(value);
  if (unfit.length > 0) return { issues: unfit };
  const whole = { nodes: [], edges: [], ...(value as object) };
  const read = draftSchema.safeParse(whole);
  if (!read.success) return { issues: issuesOf(read.error.issues, whole) };
  const repeated = repeatedIds(read.data.nodes);
  return repeated.length > 0 ? { issues: repeated } : { draft: whole as unknown as Draft };
}

/** The node of an id; null where there is none. */
export function nodeAt(draft: Draft, nodeId: string): DraftNode | null {
  return draft.nodes.find((node) => node.id === nodeId) ?? null;
}

/** A message by id; null where there is none. */
export function messageAt(draft: Draft, messageId: unknown): DraftMessage | null {
  const { messages } = draft;
  if (messages === undefined || typeof messageId !== "string" || !Object.hasOwn(messages, messageId)) return null;
  return messages[messageId] ?? null;
}

/** A connection's name: equal for equal connections. */
export function edgeKey({ from, port, to }: DraftEdge): string {
  return `${from} ${port} ${to}`;
}

function repeatedIds(nodes: readonly { id: string }[]): Issue[] {
  const seen = new Set<string>();
  return nodes.flatMap(({ id: name }, index) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [errorIssue("strategy.duplicateId", ["nodes", index, "id"], { name })];
  });
}
