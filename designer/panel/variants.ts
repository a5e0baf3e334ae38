// Variants as the studio changes them: one language's content with a field written or emptied, weights that keep adding up, copies.
import { type Draft, type DraftMessage, type DraftVariant, messageAt } from "#designer/document/draft.ts";
import { freshId } from "#designer/document/ids.ts";
import { getAt, setAt } from "#designer/document/path.ts";
import { evenShares, WHOLE_BP } from "#designer/form/shares.ts";
import type { Locale } from "#shared/signal/words.ts";

type Content = Readonly<Record<string, unknown>>;

/** What a variant says in a language; null where nothing is written. */
export function contentOf(variant: DraftVariant | undefined, locale: Locale): Content | null {
  const content = getAt(variant, ["content", locale]);
  return typeof content === "object" && content !== null ? (content as Content) : null;
}

/** The text of a field at a dotted path; "" where there is none. */
export function textAt(content: Content | null, path: string): string {
  const text = getAt(content, path.split("."));
  return typeof text === "string" ? text : "";
}

/** A content with a field written; an empty text takes it out, with what is empty then. Undefined where nothing is left. */
export function withText(content: Content | null, path: string, text: string): Content | undefined {
  const steps = path.split(".");
  // A button without its words is none: where it led goes with them.
  const isGone = text === "" && path === "action.label";
  let next = setAt(content ?? {}, isGone ? ["action"] : steps, text === "" ? undefined : text);
  const [group = ""] = steps;
  if (path === "action.label" && text !== "" && textAt(next, "action.link") === "")
    next = setAt(next, ["action", "link"], "resume");
  const inside = next[group];
  if (typeof inside === "object" && inside !== null && Object.keys(inside).length === 0)
    next = setAt(next, [group], undefined);
  return Object.keys(next).length === 0 ? undefined : next;
}

/** Weights with one set; the others share the rest as they did before, equally where they had none. All in basis points. */
export function shareRest(weights: readonly number[], index: number, weight: number): number[] {
  const own = Math.min(WHOLE_BP, Math.max(0, Math.round(weight)));
  const others = weights.map((one, at) => (at === index ? 0 : Math.max(0, one)));
  if (weights.length < 2) return [WHOLE_BP];
  const before = others.reduce((sum, one) => sum + one, 0);
  const rest = WHOLE_BP - own;
  const shares = others.map((one, at) => {
    if (at === index) return own;
    return Math.floor(before === 0 ? rest / (weights.length - 1) : (rest * one) / before);
  });
  const short = WHOLE_BP - shares.reduce((sum, one) => sum + one, 0);
  const taker = others.findIndex((one, at) => at !== index && (before === 0 || one > 0));
  return shares.map((one, at) => (at === taker ? one + short : one));
}

/** The variants with these weights. */
export function withWeights(variants: readonly DraftVariant[], weights: readonly number[]): DraftVariant[] {
  return variants.map((variant, index) => ({ ...variant, weight: weights[index] ?? 0 }));
}

/** The weights of variants; one that is none counts as 0. */
export function weightsOf(variants: readonly DraftVariant[]): number[] {
  return variants.map(({ weight }) => (typeof weight === "number" ? weight : 0));
}

/** The variants with equal weights. */
export function evened(variants: readonly DraftVariant[]): DraftVariant[] {
  return withWeights(variants, evenShares(variants.length));
}

/** The next free letter as an id: a, b, c … */
export function nextVariantId(variants: readonly DraftVariant[]): string {
  const taken = new Set(variants.map(({ id }) => id));
  const letter = [..."abcdefghijklmnopqrstuvwxyz"].find((one) => !taken.has(one));
  return letter ?? freshId("variant", (id) => taken.has(id));
}

/** A new message of a channel, with one variant that says nothing yet. */
export function freshMessage(channel: string): DraftMessage {
  return { channel, variants: [{ id: "a", weight: WHOLE_BP, content: {} }] };
}

/** The nodes that send a message. */
export function sendersOf(draft: Draft, message: string): string[] {
  return messageAt(draft, message) === null
    ? []
    : draft.nodes.filter((node) => node.type === "send" && node.message === message).map(({ id }) => id);
}
