// Effects in words: one line of a story, the key of a decision as the ledger has it, and a text to compare.
import type { Effect } from "./effect.ts";

/** The decision key (ruling 2), as text: strategy/learner/subject/number/tier/node. */
export function decisionKey(learner: string, { episode, tier, node }: Extract<Effect, { is: "decided" }>): string {
  return [episode.strategy, learner, episode.subject, episode.number, tier, node].join("/");
}

function words(...parts: (string | number | null)[]): string {
  return parts.filter((part) => part !== null && part !== "").join(" ");
}

/** The line of an effect at `when`; `node` is that of the decision it speaks of. Null for what a story leaves out. */
export function lineOf(effect: Effect, node: string, when: string): string | null {
  switch (effect.is) {
    case "opened":
      return words(when, "opened", `#${effect.episode.number}`, effect.episode.subject);
    case "decided":
      return words(when, effect.node, effect.kind, effect.variant);
    case "left":
      return effect.port === null
        ? words(when, node, "cancelled", effect.reason)
        : words(when, node, "->", effect.port, effect.reason);
    case "send":
      return effect.withheld === null ? null : words(when, effect.node, "withheld", effect.withheld);
    case "cancel":
      return words(when, node, "recalled", effect.reason);
    case "ended":
      return words(when, "ended", effect.outcome, effect.reason);
    case "promise":
      return words(when, "promise", effect.tier, effect.state, effect.reason);
    default:
      return null;
  }
}

/** An effect as text. Its episode lives on and changes after the effect was asked for, so only what names it is taken. */
export function textOf(effect: Effect): string {
  if (!("episode" in effect)) return JSON.stringify(effect);
  const { id, strategy, subject, number, openedAt } = effect.episode;
  return JSON.stringify({ ...effect, episode: { id, strategy, subject, number, openedAt } });
}
