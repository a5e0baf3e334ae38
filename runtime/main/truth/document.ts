// The strategy of a known school: a tier and a message for each touch, a holdout, an experiment wherever a message has variants.
import type { Touch, Truth, TruthChannel } from "./truth.ts";

/** One run of a known school: its strategy, its learners' mark, its salts. */
export interface Run {
  /** Also the strategy's id and the attribute `school` of its learners. */
  id: string;
  seed: number;
}

/** The run of a seed. */
export function runOf(seed: number): Run {
  return { id: `truth-${seed}`, seed };
}

/** The salt of the holdout. */
export function holdoutSalt({ id }: Run): string {
  return `${id}-holdout`;
}

/** The salt of a message's experiment. */
export function messageSalt({ id }: Run, { tier }: Touch): string {
  return `${id}-${tier}`;
}

/** What a message says: by it the learner's device knows which one it got. */
export function textOf({ tier }: Pick<Touch, "tier">, variant: string): string {
  return `${tier}/${variant}`;
}

/** The message and variant of a text that a device shows; null for any other text. */
export function readText(text: string): { tier: string; variant: string } | null {
  const [tier, variant, ...more] = text.split("/");
  return tier === undefined || variant === undefined || more.length > 0 ? null : { tier, variant };
}

const contents: Readonly<Record<TruthChannel, (text: string) => object>> = {
  inapp: (text) => ({ title: text, body: text }),
  push: (text) => ({ title: text, body: text }),
  sms: (text) => ({ body: text }),
  email: (text) => ({ subject: text, html: `<p>${text}</p>` }),
};

function messageOf(run: Run, touch: Touch, { windowDays }: Truth): object {
  const { channel, variants, plannedLearners, smallestEffect } = touch;
  const experiment = {
    salt: messageSalt(run, touch),
    metric: "recovered",
    allocation: "fixed",
    window: `P${windowDays}D`,
    ...(plannedLearners === undefined ? {} : { plannedLearners }),
    ...(smallestEffect === undefined ? {} : { smallestEffect }),
  };
  return {
    channel,
    ...(variants.length > 1 ? { experiment } : {}),
    variants: variants.map(({ id, weight }) => {
      const content = contents[channel](textOf(touch, id));
      return { id, weight, content: { "zh-CN": content, en: content } };
    }),
  };
}

/** The strategy document. Whoever came back is left alone until everything is over: each learner falls silent once. */
export function documentOf(truth: Truth, run: Run): { id: string } & Record<string, unknown> {
  const { touches, windowDays, weeks, holdoutRate } = truth;
  const weight = Math.round(holdoutRate * 10_000);
  return {
    format: "winback.strategy/1",
    id: run.id,
    name: { "zh-CN": truth.name, en: truth.name },
    purpose: "retention",
    subject: "learner",
    audience: { attr: "school", op: "eq", value: run.id },
    goal: { events: ["session.started"], days: 1, within: `P${windowDays}D` },
    nodes: touches.flatMap(({ tier, afterDays }, at) => [
      { id: `silent-${tier}`, type: "signal", kind: "absence", events: ["session.started"], for: `P${afterDays}D` },
      { id: tier, type: "tier", rank: at + 1, enter: { atLeast: 1 } },
      { id: `send-${tier}`, type: "send", message: `message-${tier}` },
    ]),
    edges: touches.flatMap(({ tier }) => [
      { from: `silent-${tier}`, port: "on", to: tier },
      { from: tier, port: "enter", to: `send-${tier}` },
    ]),
    messages: Object.fromEntries(touches.map((touch) => [`message-${touch.tier}`, messageOf(run, touch, truth)])),
    ...(weight === 0 ? {} : { holdout: { salt: holdoutSalt(run), weight } }),
    policy: { cooldown: `P${weeks * 7 + 120}D` },
  };
}
