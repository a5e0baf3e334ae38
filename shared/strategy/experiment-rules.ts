// Rules of experiments: weights that add up, salts that do not mix, one primary metric, and enough learners to find what is looked for.

import { plannedSize, USUAL_POWER } from "#shared/stats/sample-size.ts";
import type { CompileContext } from "./context.ts";
import { type Diagnostic, type DocumentPath, diagnose, type Fix } from "./diagnostic.ts";
import type { Message } from "./document.ts";
import { type Drawing, pathOf } from "./drawing.ts";
import { senderOf } from "./texts.ts";

type Experiment = NonNullable<Message["experiment"]>;

const WHOLE = 10_000;
/** How long an experiment may be expected to run: a quarter, after which holdouts rotate and courses change. */
const LONGEST_WEEKS = 13;
const LARGE_HOLDOUT = 5000;

/** A message's experiment with its place. */
interface PlacedExperiment {
  readonly message: string;
  readonly nodeId: string | null;
  readonly path: DocumentPath;
  readonly experiment: Experiment;
  readonly weights: readonly number[];
}

function experimentsOf(drawing: Drawing): PlacedExperiment[] {
  return Object.entries(drawing.document.messages ?? {}).flatMap(([message, { experiment, variants }]) => {
    if (experiment === undefined) return [];
    const weights = variants.map((variant) => variant.weight);
    return [
      { message, nodeId: senderOf(drawing, message), path: ["messages", message, "experiment"], experiment, weights },
    ];
  });
}

/** Weights are basis points of everyone: 10,000 in all, for variants in an experiment or of several, and for the arms of a split. */
export function wrongWeights(drawing: Drawing): Diagnostic[] {
  const messages = Object.entries(drawing.document.messages ?? {}).flatMap(([id, { experiment, variants }]) => {
    const weights = variants.map((variant) => variant.weight);
    if (experiment === undefined && weights.length === 1) return [];
    return judgeWeights(weights, senderOf(drawing, id), ["messages", id, "variants"]);
  });
  const splits = drawing.flow.flatMap((node) =>
    node.type === "split"
      ? judgeWeights(
          node.arms.map((arm) => arm.weight),
          node.id,
          pathOf(drawing, node.id, "arms"),
        )
      : [],
  );
  return [...messages, ...splits];
}

function judgeWeights(weights: readonly number[], nodeId: string | null, path: DocumentPath): Diagnostic[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === WHOLE) return [];
  const share = Math.floor(WHOLE / weights.length);
  const equal = weights.map((_, index) => (index === 0 ? WHOLE - share * (weights.length - 1) : share));
  const fix: Fix = {
    label: { "zh-CN": "平均分配", en: "Share equally" },
    patch: equal.map((value, index) => ({ op: "replace", path: [...path, index, "weight"], value })),
  };
  return [diagnose("weights.sum", { nodeId, path, fix }, { sum, wanted: WHOLE })];
}

/** An experiment over one variant compares nothing. */
export function loneVariants(drawing: Drawing): Diagnostic[] {
  const lone = experimentsOf(drawing).filter(({ weights }) => weights.filter((weight) => weight > 0).length < 2);
  return lone.map(({ message, nodeId, path }) => diagnose("experiment.oneVariant", { nodeId, path }, { message }));
}

/** A salt stands for one choice (ruling 28): shared, it ties two choices together, and a holdout's would decide who sees which text. */
export function sharedSalts(drawing: Drawing): Diagnostic[] {
  const { holdout } = drawing.document;
  const splits = drawing.flow.flatMap((node) =>
    node.type === "split" ? [{ salt: node.salt, nodeId: node.id, path: pathOf(drawing, node.id, "salt") }] : [],
  );
  const messages = experimentsOf(drawing).map(({ experiment, nodeId, path }) => ({
    salt: experiment.salt,
    nodeId,
    path: [...path, "salt"],
  }));
  const seen = new Set<string>();
  return [...messages, ...splits].flatMap(({ salt, nodeId, path }) => {
    if (salt === holdout?.salt) return [diagnose("holdout.sharedSalt", { nodeId, path }, { salt })];
    if (seen.has(salt)) return [diagnose("experiment.sharedSalt", { nodeId, path }, { salt })];
    seen.add(salt);
    return [];
  });
}

/** More learners left alone than treated. */
export function largeHoldout({ document }: Drawing): Diagnostic[] {
  const weight = document.holdout?.weight ?? 0;
  if (weight <= LARGE_HOLDOUT) return [];
  return [diagnose("holdout.large", { nodeId: null, path: ["holdout", "weight"] }, { shareRate: weight / WHOLE })];
}

/** Experiments of one strategy share their learners; judged by different primary metrics, two verdicts can contradict each other. */
export function twoMetrics(drawing: Drawing): Diagnostic[] {
  const experiments = experimentsOf(drawing);
  const first = experiments[0];
  const other = experiments.find(({ experiment }) => experiment.metric !== first?.experiment.metric);
  if (first === undefined || other === undefined) return [];
  const params = { metric: first.experiment.metric, other: other.experiment.metric, message: other.message };
  return [diagnose("experiment.twoMetrics", { nodeId: other.nodeId, path: [...other.path, "metric"] }, params)];
}

/** Learners an experiment needs over all arms for its smallest effect (absolute, points of rate), the first variant being the control; null where it does not say. */
function neededLearners({ experiment, weights: all }: PlacedExperiment): number | null {
  const { baseline, smallestEffect, power = USUAL_POWER } = experiment;
  const weights = all.filter((weight) => weight > 0);
  if (baseline === undefined || smallestEffect === undefined || weights.length < 2 || baseline + smallestEffect > 1)
    return null;
  return plannedSize({ baselineRate: baseline, effectRate: smallestEffect, power, weights });
}

/** Plans that cannot find what they look for: an effect beyond 100 %, or fewer learners than the sample size (measurement section 3). */
export function weakPlans(drawing: Drawing): Diagnostic[] {
  return experimentsOf(drawing).flatMap((placed) => {
    const { message, nodeId, path, experiment } = placed;
    const { baseline = 0, smallestEffect = 0, plannedLearners } = experiment;
    if (baseline + smallestEffect > 1) {
      const params = { message, baselineRate: baseline, effectRate: smallestEffect };
      return [diagnose("experiment.impossibleEffect", { nodeId, path: [...path, "smallestEffect"] }, params)];
    }
    const needed = neededLearners(placed);
    if (needed === null || plannedLearners === undefined || plannedLearners >= needed) return [];
    return [
      diagnose(
        "experiment.plannedTooFew",
        { nodeId, path: [...path, "plannedLearners"] },
        { message, needed, plannedLearners },
      ),
    ];
  });
}

/** Experiments that the expected traffic does not feed within a quarter; learners of the holdout see no variant. Unknown traffic says nothing. */
export function starvedExperiments(drawing: Drawing, { traffic }: CompileContext): Diagnostic[] {
  if (traffic === null) return [];
  const treated = 1 - (drawing.document.holdout?.weight ?? 0) / WHOLE;
  const expected = Math.floor(traffic.learnersPerWeek * treated * LONGEST_WEEKS);
  return experimentsOf(drawing).flatMap((placed) => {
    const needed = neededLearners(placed);
    if (needed === null || needed <= expected) return [];
    const { message, nodeId, path } = placed;
    return [
      diagnose(
        "experiment.tooFewLearners",
        { nodeId, path: [...path, "smallestEffect"] },
        { message, needed, expected, weeks: LONGEST_WEEKS },
      ),
    ];
  });
}
