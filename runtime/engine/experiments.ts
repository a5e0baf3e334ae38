// Experiments: what was fixed at the first publish of each salt (ruling 29), how their weights moved since, and their daily looks.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import { HOLDOUT, saltOfMessage, TREATED } from "#shared/flow/visit.ts";
import { DAY_MS } from "#shared/kernel/duration.ts";
import type { ExperimentSpec, WeightSpan } from "#shared/report/experiment.ts";
import { maturedArms } from "#shared/report/experiment.ts";
import { type Looks, takeLook } from "#shared/report/look.ts";
import { exposureMetrics, tallyOf } from "#shared/report/metric.ts";
import type { Compared } from "#shared/report/strategy-report.ts";
import { msOf } from "#shared/signal/fields.ts";
import { asBasisPoints, banditShares, LEAST_TO_REWEIGH } from "#shared/stats/bandit.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { isFlow } from "#shared/strategy/document.ts";
import type { Cells } from "./cells.ts";

/** An experiment as it was first published. */
export interface Experiment {
  readonly salt: string;
  /** The strategy it belongs to; empty for the school-wide holdout. */
  readonly strategy: string;
  readonly compared: Compared;
  /** The window W as it was written (ms). */
  readonly windowMs: number;
  readonly spec: ExperimentSpec;
}

/** Where the day of the last look is kept. */
const LOOKED = "lookedDay";
/** Window of the school-wide holdout, whose episodes are of many strategies. */
const SCHOOL_WINDOW_MS = 14 * DAY_MS;

/** The experiments with their looks. */
export class Experiments {
  readonly #db: EngineDb;
  readonly #all = new Map<string, Experiment>();
  readonly #looks = new Map<string, Looks>();
  readonly #changed = new Set<string>();
  #lookedDay: number | null;
  #isLooked = false;

  constructor(db: EngineDb) {
    this.#db = db;
    const kept = db.sql("SELECT value FROM meta WHERE key = ?").get(LOOKED)?.["value"];
    this.#lookedDay = kept === undefined ? null : Number(kept);
    for (const row of db.sql("SELECT salt, data, looks FROM experiments").iterate()) {
      const salt = String(row["salt"]);
      this.#all.set(salt, JSON.parse(String(row["data"])) as Experiment);
      if (row["looks"] !== null) this.#looks.set(salt, JSON.parse(String(row["looks"])) as Looks);
    }
  }

  /** All experiments, in order of salt. */
  all(): Experiment[] {
    return [...this.#all.values()].sort((a, b) => (a.salt < b.salt ? -1 : 1));
  }

  /** The experiment of a salt. */
  get(salt: string): Experiment | null {
    return this.#all.get(salt) ?? null;
  }

  /** What the last look of an experiment left; null before the first. */
  looksOf(salt: string): Looks | null {
    return this.#looks.get(salt) ?? null;
  }

  /** The local day at whose beginning the next look is; null while there is no experiment. */
  get nextDay(): number | null {
    if (this.#all.size === 0) return null;
    const first = Math.min(...[...this.#all.values()].map(({ spec }) => spec.startedDay));
    return Math.max(this.#lookedDay ?? first, first) + 1;
  }

  /** Takes what a document names on local day `day`: a salt that is new begins, one that is known only gets its weights. */
  publish(document: Strategy, day: number): void {
    for (const one of experimentsOf(document, day)) this.#take(one, day);
  }

  /** Takes the school-wide holdout. */
  season(holdout: { salt: string; weight: number } | null, day: number): void {
    if (holdout === null || holdout.weight === 0) return;
    this.#take({ ...holdoutOf(holdout, "", SCHOOL_WINDOW_MS, day), strategy: "" }, day);
  }

  /** Weights moved on a day. */
  weigh(salt: string, weights: Readonly<Record<string, number>>, day: number): void {
    const known = this.#all.get(salt);
    if (known === undefined) return;
    const spans = spansWith(known.spec.spans, { fromDay: day, weights });
    if (spans === known.spec.spans) return;
    this.#all.set(salt, { ...known, spec: { ...known.spec, spans } });
    this.#changed.add(salt);
  }

  /** The look at the beginning of a day, at every experiment. */
  look(cells: Cells, day: number): void {
    this.#lookedDay = day;
    this.#isLooked = true;
    for (const { salt, spec } of this.#all.values()) {
      if (spec.startedDay >= day) continue;
      const before = this.looksOf(salt);
      const after = takeLook(before, cells.readWhole(salt), spec, day);
      if (after === before) continue;
      this.#looks.set(salt, after);
      this.#changed.add(salt);
    }
  }

  /** The weights that bandits shall have from a day on, where they are to move. */
  reweigh(cells: Cells, day: number): { salt: string; weights: Record<string, number> }[] {
    return this.all().flatMap(({ salt, spec }) => {
      if (spec.allocation !== "bandit" || spec.startedDay >= day) return [];
      const metric = exposureMetrics[spec.metric];
      const tallies = [...maturedArms(cells.readWhole(salt), spec, day).values()].map((cell) => tallyOf(metric, cell));
      if (tallies.some(({ n }) => n < LEAST_TO_REWEIGH)) return [];
      const points = asBasisPoints(banditShares(tallies));
      const weights = Object.fromEntries(spec.arms.map((arm, at) => [arm, points[at] ?? 0]));
      return isSame(spec.spans.at(-1)?.weights ?? {}, weights) ? [] : [{ salt, weights }];
    });
  }

  /** Writes what changed, inside the caller's transaction. */
  save(): void {
    const write = this.#db.sql(
      `INSERT INTO experiments (salt, strategy, data, looks) VALUES (?, ?, ?, ?)
       ON CONFLICT (salt) DO UPDATE SET data = excluded.data, looks = excluded.looks`,
    );
    for (const salt of this.#changed) {
      const one = this.#all.get(salt);
      const looks = this.looksOf(salt);
      if (one !== undefined)
        write.run(salt, one.strategy, JSON.stringify(one), looks === null ? null : JSON.stringify(looks));
    }
    this.#changed.clear();
    if (this.#isLooked)
      this.#db
        .sql("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
        .run(LOOKED, String(this.#lookedDay));
    this.#isLooked = false;
  }

  /** Whether something waits to be written. */
  get isChanged(): boolean {
    return this.#isLooked || this.#changed.size > 0;
  }

  #take(one: Experiment, day: number): void {
    if (this.#all.has(one.salt)) {
      this.weigh(one.salt, one.spec.spans[0]?.weights ?? {}, day);
      return;
    }
    this.#all.set(one.salt, one);
    this.#changed.add(one.salt);
  }
}

function isSame(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => (a[name] ?? 0) === (b[name] ?? 0));
}

function spansWith(spans: readonly WeightSpan[], next: WeightSpan): readonly WeightSpan[] {
  const last = spans.at(-1);
  if (last !== undefined && isSame(last.weights, next.weights)) return spans;
  return [...spans.filter(({ fromDay }) => fromDay < next.fromDay), next];
}

type Weights = Readonly<Record<string, number>>;

function specOf(
  salt: string,
  kind: ExperimentSpec["kind"],
  weights: Weights,
  windowMs: number,
  day: number,
): ExperimentSpec {
  return {
    salt,
    kind,
    metric: "recovered",
    allocation: "fixed",
    arms: Object.keys(weights),
    startedDay: day,
    windowDays: Math.max(1, Math.ceil(windowMs / DAY_MS)),
    plannedLearners: null,
    smallestEffect: null,
    margin: null,
    spans: [{ fromDay: day, weights }],
  };
}

function holdoutOf(
  holdout: { salt: string; weight: number },
  strategy: string,
  windowMs: number,
  day: number,
): Experiment {
  const { salt, weight } = holdout;
  // Those who get no message are the control.
  const weights = { [HOLDOUT]: weight, [TREATED]: 10_000 - weight };
  return {
    salt,
    strategy,
    compared: { by: "holdout" },
    windowMs,
    spec: specOf(salt, "holdout", weights, windowMs, day),
  };
}

/** Every experiment that a document names; the first arm is the control, and the goal's time is the window where none is written. */
export function experimentsOf(document: Strategy, day: number): Experiment[] {
  const { id: strategy, holdout } = document;
  const goalMs = msOf(document.goal.within);
  const held = holdout === undefined || holdout.weight === 0 ? [] : [holdoutOf(holdout, strategy, goalMs, day)];
  const ofMessages = Object.entries(document.messages ?? {}).flatMap(
    ([message, { experiment, variants }]): Experiment[] => {
      const salt = saltOfMessage({ id: strategy, document }, message);
      if (salt === null || variants.length < 2) return [];
      const windowMs = experiment?.window === undefined ? goalMs : msOf(experiment.window);
      const weights = Object.fromEntries(variants.map(({ id, weight }) => [id, weight]));
      const spec: ExperimentSpec = {
        ...specOf(salt, "variants", weights, windowMs, day),
        metric: experiment?.metric ?? "recovered",
        allocation: experiment?.allocation ?? "fixed",
        plannedLearners: experiment?.plannedLearners ?? null,
        smallestEffect: experiment?.smallestEffect ?? null,
        margin: experiment?.margin ?? null,
      };
      return [{ salt, strategy, compared: { by: "message", message }, windowMs, spec }];
    },
  );
  const ofSplits = document.nodes.filter(isFlow).flatMap((node): Experiment[] => {
    if (node.type !== "split") return [];
    const weights = Object.fromEntries(node.arms.map(({ port, weight }) => [port, weight]));
    const spec = specOf(node.salt, "variants", weights, goalMs, day);
    return [{ salt: node.salt, strategy, compared: { by: "split", node: node.id }, windowMs: goalMs, spec }];
  });
  return [...held, ...ofMessages, ...ofSplits];
}
