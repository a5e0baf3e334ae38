// score 评分: the weighted sum of other signals of the strategy that are on reaches a bound.
import { z } from "zod";
import { type Form, say } from "#shared/kernel/form.ts";
import { type Also, offReading, type Reading, type SignalKind, type SignalView } from "./kind.ts";
import { inEach } from "./words.ts";

const MAX_WEIGHTS = 20;

const schema = z.strictObject({
  kind: z.literal("score"),
  weights: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,63}$/), z.number().min(0.001).max(1000))
    .refine((weights) => Object.keys(weights).length > 0 && Object.keys(weights).length <= MAX_WEIGHTS, {
      params: { code: "score.weightCount", most: MAX_WEIGHTS },
    }),
  atLeast: z.number().min(0.001).max(20_000),
});
type Score = z.infer<typeof schema>;

/** Sums of decimal weights, free of binary dust: 0.7 + 0.1 reaches 0.8. */
function tidy(sum: number): number {
  return Math.round(sum * 1e6) / 1e6;
}

function read(def: Score, view: SignalView): Reading {
  const parts: { weight: number; since: number | null }[] = [];
  const also: Also[] = [];
  for (const [id, weight] of Object.entries(def.weights)) {
    const reading = view.readingOf?.(id) ?? offReading;
    if (!reading.isOn) continue;
    parts.push({ weight, since: reading.since });
    also.push({ since: reading.since, evidence: {} }, ...(reading.also ?? []));
  }
  const score = tidy(parts.reduce((sum, part) => sum + part.weight, 0));
  if (score < def.atLeast) return offReading;
  return { isOn: true, since: reachedAt(parts, def.atLeast), nextAt: null, evidence: { score }, also };
}

/** The instant at which the parts, in the order of their rising, had summed to the bound; null where one's is not known. */
function reachedAt(parts: readonly { weight: number; since: number | null }[], atLeast: number): number | null {
  const known = parts.flatMap(({ weight, since }) => (since === null ? [] : [{ weight, since }]));
  if (known.length < parts.length) return null;
  let sum = 0;
  for (const { weight, since } of known.sort((a, b) => a.since - b.since)) {
    sum += weight;
    if (tidy(sum) >= atLeast) return since;
  }
  return null;
}

const form: Form<Score> = [
  { path: "weights", field: "scores", label: say("各信号的分值", "Points of each signal") },
  {
    path: "atLeast",
    field: "number",
    min: 0.001,
    max: 20_000,
    label: say("合计达到", "Reaches"),
    help: say("正在成立的信号的分值相加", "The points of the signals that hold are summed"),
  },
];

/**
 * The signal kind `score`. It has no events of its own: `view.readingOf` answers for the same subject, and a change of a weighed
 * signal is what wakes it. The compiler refuses a score among its `weights`.
 */
export const score = {
  kind: "score",
  schema,
  label: { "zh-CN": "评分", en: "Score" },
  form,
  fresh: { kind: "score", weights: { signal: 1 }, atLeast: 1 },
  sentence: (def) =>
    inEach((locale) => {
      const parts = Object.entries(def.weights).map(([id, weight]) => `${id} × ${weight}`);
      return locale === "zh-CN"
        ? `${parts.join(" + ")} 达到 ${def.atLeast}`
        : `${parts.join(" + ")} reaches ${def.atLeast}`;
    }),
  scope: () => "learner",
  features: () => [],
  read: (def, _stores, view) => read(def, view),
} satisfies SignalKind<Score>;
