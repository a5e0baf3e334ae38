// What the palette offers, in its order: signals by kind, the three usual tiers, a send for each channel, and the steps of a flow. Each
// makes a sensible new node for the draft at hand.
import { channels } from "#shared/channel/all.ts";
import type { Words } from "#shared/kernel/issue.ts";
import { nodeKinds } from "#shared/node/all.ts";
import { signalKinds } from "#shared/signal/all.ts";
import { freshTier, reachPresets } from "#shared/tier/form.ts";
import type { Draft, DraftMessage, DraftNode } from "./draft.ts";
import { saltsOf } from "./edit.ts";
import { freshId, slugOf } from "./ids.ts";

/** The groups of the palette. */
export type Section = "signal" | "tier" | "send" | "step";

/** A new node with the message it brings along. */
export interface Fresh {
  readonly node: DraftNode;
  readonly message?: DraftMessage;
}

/** One entry of the palette. */
export interface Starter {
  /** Unique in the palette: `signal.absence`, `send.push`. */
  readonly key: string;
  readonly section: Section;
  readonly label: Words;
  /** A new node; `after` is the node it will follow, where one is known. */
  make(draft: Draft, after?: DraftNode | null): Fresh;
}

/** Steps that reach the learner by themselves: the palette shows them as steps, not as channels to send over. */
const notSent: ReadonlySet<string> = new Set(["task", "webhook"]);

const signals: readonly Starter[] = signalKinds.map(({ kind, label, fresh }) => ({
  key: `signal.${kind}`,
  section: "signal",
  label,
  // A score names other signals; which ones, only the drawing can say.
  make: () => ({ node: { id: kind, type: "signal", ...fresh, ...(kind === "score" ? { weights: {} } : {}) } }),
}));

const tiers: readonly Starter[] = reachPresets.map(({ label, value }, index) => ({
  key: `tier.${index + 1}`,
  section: "tier",
  label,
  make: (draft) => ({
    node: {
      ...freshTier,
      id: slugOf(label.en, "tier"),
      name: label,
      rank: freeRank(draft, index + 1),
      enter: { atLeast: Math.min(index + 1, 2) },
      reach: value,
    },
  }),
}));

const sends: readonly Starter[] = channels
  .filter(({ id }) => !notSent.has(id))
  .map((channel) => ({
    key: `send.${channel.id}`,
    section: "send",
    label: channel.describe().label,
    make: (draft) => ({
      node: {
        id: channel.id,
        type: "send",
        message: freshId(channel.id, (id) => Object.hasOwn(draft.messages ?? {}, id)),
      },
      message: { channel: channel.id, variants: [{ id: "a", weight: 10_000, content: {} }] },
    }),
  }));

const steps: readonly Starter[] = nodeKinds
  .filter(({ type }) => type !== "send")
  .map(({ type, label, fresh }) => ({
    key: `step.${type}`,
    section: "step",
    label,
    make: (draft, after) => ({ node: fitted({ id: slugOf(type, "step"), ...fresh }, draft, after ?? null) }),
  }));

/** Every entry of the palette. */
export const starters: readonly Starter[] = [...signals, ...tiers, ...sends, ...steps];

/** A wait that follows a send waits for what comes of it; a salt is always a new one. */
function fitted(node: DraftNode, draft: Draft, after: DraftNode | null): DraftNode {
  if (typeof node.salt === "string") {
    const salts = new Set(saltsOf(draft));
    return { ...node, salt: freshId(node.salt, (salt) => salts.has(salt)) };
  }
  if (node.type !== "waitFor" || after?.type !== "send") return node;
  const { events: _events, ...rest } = node;
  return { ...rest, outcome: "opened", of: after.id };
}

function freeRank(draft: Draft, wish: number): number {
  const ranks = new Set(draft.nodes.map((node) => node.rank));
  for (let rank = wish; rank <= 9; rank++) if (!ranks.has(rank)) return rank;
  return wish;
}
