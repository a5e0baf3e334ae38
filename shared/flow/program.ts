// The program: all live strategies bound to the features of a school. Signals with the same meaning are bound and read
// once, whatever number of strategies asks for them.
import { sha256Hex } from "#shared/kernel/canonical.ts";
import { assert } from "#shared/kernel/issue.ts";
import { type SignalDef, signalKind } from "#shared/signal/all.ts";
import type { SignalKind } from "#shared/signal/kind.ts";
import { readsSignals } from "#shared/state/condition.ts";
import type { Facts } from "#shared/state/facts.ts";
import { type FeatureSpec, type FeatureStore, featureEvents, featureKey, type Scope } from "#shared/state/feature.ts";
import type { Plan } from "#shared/strategy/plan.ts";

/** `observe` decides and withholds every send; `paused` folds events, opens nothing and holds due work. */
export type StrategyState = "live" | "observe" | "paused";

/** A published strategy: the version for new episodes, and those that running episodes still use. */
export interface LiveStrategy {
  id: string;
  state: StrategyState;
  /** The state to go back to on resume. */
  resumeTo: "live" | "observe";
  plan: Plan;
  versions: Map<string, Plan>;
  /** When each signal's meaning went live here (UTC ms); what rose before opens nothing. */
  since: Map<string, number>;
}

/** A signal bound to its stores. */
export interface BoundSignal {
  key: string;
  /** Short identity, for latches. */
  tag: string;
  def: SignalDef;
  kind: SignalKind<SignalDef>;
  scope: Scope;
  stores: FeatureStore[];
  usesPauses: boolean;
  keyField: string | null;
}

/** Events that change who is studying what: always a reason to look at a learner again. */
const enrolmentEvents = ["enrolment.created", "enrolment.withdrawn", "course.completed"];

/** The features a plan reads, each once. */
export function planFeatures(plan: Plan): FeatureSpec[] {
  const specs = new Map<string, FeatureSpec>();
  for (const { def } of plan.signals.values()) {
    for (const spec of signalKind(def.kind).features(def)) specs.set(featureKey(spec), spec);
  }
  return [...specs.values()];
}

/** All live strategies, bound. Rebuilt whenever one of them changes. */
export class Program {
  readonly strategies: readonly LiveStrategy[];
  readonly byId: ReadonlyMap<string, LiveStrategy>;
  readonly signals = new Map<string, BoundSignal>();
  /** Event types after which a learner must be looked at. */
  readonly raising = new Set<string>(enrolmentEvents);
  /** Event types that can only lower signals: the shortest silence after which one could rise again (ms). */
  readonly floorMs = new Map<string, number>();
  readonly #ofPlan = new Map<Plan, Map<string, BoundSignal>>();
  /** Features that some strategy compares with its cohort. */
  readonly cohortFeatures = new Set<string>();

  constructor(strategies: Iterable<LiveStrategy>, facts: Facts) {
    this.strategies = [...strategies].sort((a, b) => (a.id < b.id ? -1 : 1));
    this.byId = new Map(this.strategies.map((strategy) => [strategy.id, strategy]));
    const wanted = new Set<string>();
    for (const strategy of this.strategies) {
      for (const plan of strategy.versions.values()) this.#bindPlan(plan, facts, wanted);
    }
    facts.keepOnly(wanted);
    for (const type of this.raising) this.floorMs.delete(type);
  }

  /** The bound signal of a plan. */
  signal(plan: Plan, id: string): BoundSignal {
    const bound = this.#ofPlan.get(plan)?.get(id);
    assert(bound !== undefined, "signal is not bound", { plan: plan.hash, id });
    return bound;
  }

  #bindPlan(plan: Plan, facts: Facts, wanted: Set<string>): void {
    const isOffAsked = plan.document.audience !== undefined && readsSignals(plan.document.audience);
    for (const { key, def } of plan.signals.values()) {
      const kind = signalKind(def.kind);
      const specs = kind.features(def);
      this.#listen(isOffAsked ? undefined : kind.lowering?.(def), specs);
      if (this.signals.has(key)) continue;
      const stores = specs.map((spec) => facts.keep(spec));
      for (const spec of specs) wanted.add(featureKey(spec));
      const tag = sha256Hex(key).slice(0, 12);
      const keyField = kind.keyOf?.(def) ?? null;
      this.signals.set(key, {
        key,
        tag,
        def,
        kind,
        scope: kind.scope(def),
        stores,
        usesPauses: plan.usesPauses,
        keyField,
      });
      if (def.kind === "behind") for (const spec of specs) this.cohortFeatures.add(featureKey(spec));
    }
    this.#ofPlan.set(
      plan,
      new Map([...plan.signals].map(([id, { key }]) => [id, this.signals.get(key) as BoundSignal])),
    );
  }

  /** Events that can only lower a signal need no look, unless an audience may ask for it to be off. */
  #listen(lowering: { events: readonly string[]; ms: number } | undefined, specs: readonly FeatureSpec[]): void {
    for (const type of specs.flatMap(featureEvents)) {
      if (lowering?.events.includes(type)) {
        this.floorMs.set(type, Math.min(this.floorMs.get(type) ?? Number.POSITIVE_INFINITY, lowering.ms));
      } else this.raising.add(type);
    }
  }
}
