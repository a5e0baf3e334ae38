// What the log says of the past, in one pass: which settings, versions and zones were in force when, who came back from an
// opt-out, and how many events there were. Invariants judge a send by the rules of its own instant.
import { LogDamaged } from "#runtime/store/log/fault.ts";
import { buildPlan, type Plan } from "#shared/strategy/plan.ts";
import type { Engine } from "./engine.ts";
import { linesOf } from "./lines.ts";
import { defaultSettings, type Logged, type Settings } from "./logged.ts";
import type { Steps } from "./slices.ts";

interface Dated<T> {
  at: number;
  value: T;
}

/** The past by instants of receipt (UTC ms). Where something changed at the very instant asked for, both values are given. */
export class History {
  eventCount = 0;
  #lastSeq = 0;
  #lastAt = Number.NEGATIVE_INFINITY;
  readonly #engine: Engine;
  /** What is wrong with the log, null where it was read to its end. */
  damage: string | null = null;
  /** Sends that more than one result says were accepted. */
  readonly acceptedTwice = new Set<number>();
  readonly #accepted = new Set<number>();
  readonly #settings: Dated<Settings>[] = [];
  readonly #zones = new Map<string, Dated<string | null>[]>();
  /** Names merged into a name. */
  readonly #merged = new Map<string, Set<string>>();
  readonly #erased = new Set<string>();
  readonly #optIns = new Map<string, Dated<string>[]>();
  readonly #versions = new Map<string, Map<string, Dated<Plan>>>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Reads what the log holds now and was not read yet; may rest between frames. Damage is a finding, not a failure. */
  *catchUp(): Steps<void> {
    const { log } = this.#engine;
    const until = log.lastSeq;
    if (until === this.#lastSeq || this.damage !== null) return;
    try {
      for (const { seq, receivedAt, entries } of log.read(this.#lastSeq + 1)) {
        for (const entry of entries) {
          if (entry.kind === "events") this.eventCount += entry.count;
          else for (const line of linesOf(entry)) this.take(JSON.parse(line) as Logged, receivedAt);
        }
        this.#lastSeq = seq;
        this.#lastAt = receivedAt;
        if (seq === until) return;
        yield;
      }
    } catch (error) {
      if (!(error instanceof LogDamaged)) throw error;
      this.damage = error.message;
    }
  }

  /** Whether all that led to something at an instant was read; what came since is for the next time. */
  isKnown(at: number): boolean {
    return this.damage !== null || this.#engine.log.lastSeq === this.#lastSeq || at < this.#lastAt;
  }

  /** The settings in force at an instant. */
  settingsAt(at: number): Settings[] {
    return inForce(this.#settings, at, defaultSettings);
  }

  /** Every settings there ever were. */
  get allSettings(): Settings[] {
    return [defaultSettings, ...this.#settings.map(({ value }) => value)];
  }

  /**
   * The zones a learner may have had at an instant, null for the school's. Where the name was merged or erased at some time, all
   * that it may have meant: a finding must be one by any reading.
   */
  zonesAt(learner: string, at: number): (string | null)[] {
    const known = inForce(this.#zones.get(learner) ?? [], at, null);
    const names = this.#namesOf(learner);
    if (names.size === 1 && !this.#erased.has(learner)) return known;
    const others = [...names].flatMap((name) => (this.#zones.get(name) ?? []).map(({ value }) => value));
    return [...new Set([...known, ...others, null])];
  }

  /** Every zone that a learner may ever have had, the school's among them. */
  everyZone(learner: string): string[] {
    const own = [...this.#namesOf(learner)].flatMap((name) => this.#zones.get(name) ?? []).map(({ value }) => value);
    const known = own.filter((zone) => zone !== null);
    return [...new Set([...known, ...this.allSettings.map(({ zone }) => zone)])];
  }

  /** A learner's name, then those merged into it. */
  #namesOf(learner: string): Set<string> {
    const names = new Set([learner]);
    for (const name of names) for (const from of this.#merged.get(name) ?? []) names.add(from);
    return names;
  }

  /** When a learner opted in to a channel (or to all) again. */
  optIns(learner: string, channel: string): number[] {
    const all = [...this.#namesOf(learner)].flatMap((name) => this.#optIns.get(name) ?? []);
    return all.filter(({ value }) => value === channel).map(({ at }) => at);
  }

  /** The plans a strategy ever had. */
  plansOf(strategy: string): Plan[] {
    return [...(this.#versions.get(strategy)?.values() ?? [])].map(({ value }) => value);
  }

  /** Every plan there ever was. */
  get allPlans(): Plan[] {
    return [...this.#versions.keys()].flatMap((strategy) => this.plansOf(strategy));
  }

  /** The plan an episode ran on at an instant, by the version it has now; null where it may have been moved since. */
  planAt(strategy: string, version: string, at: number): Plan | null {
    const versions = this.#versions.get(strategy);
    const own = versions?.get(version);
    return own !== undefined && (versions?.size === 1 || at > own.at) ? own.value : null;
  }

  /** Takes one input of the log. */
  take(input: Logged, at: number): void {
    if (input.is === "settings") this.#settings.push({ at, value: input.settings });
    else if (input.is === "compacted") this.eventCount += input.events;
    else if (input.is === "publish") this.#publish(buildPlan(input.document), at);
    else if (input.is === "merge")
      this.#merged.set(input.to, new Set([...(this.#merged.get(input.to) ?? []), input.from]));
    else if (input.is === "erase") this.#erase(input.learner);
    else if (input.is === "optIn") add(this.#optIns, input.learner, at, input.channel);
    else if (input.is === "upsert") this.#upsert(input.patch, at);
    else if (input.is === "settled" && input.state === "accepted") {
      if (this.#accepted.has(input.send)) this.acceptedTwice.add(input.send);
      this.#accepted.add(input.send);
    }
  }

  /** Whoever comes under an erased id, or a name merged with it, is somebody else. */
  #erase(learner: string): void {
    for (const name of [learner, ...this.#merged.keys()]) {
      const names = this.#namesOf(name);
      if (names.has(learner)) for (const one of names) this.#erased.add(one);
    }
  }

  #publish(plan: Plan, at: number): void {
    const versions = this.#versions.get(plan.id) ?? new Map<string, Dated<Plan>>();
    versions.set(plan.hash, { at, value: plan });
    this.#versions.set(plan.id, versions);
  }

  #upsert({ id, zone, consent }: Extract<Logged, { is: "upsert" }>["patch"], at: number): void {
    if (zone !== undefined) add(this.#zones, id, at, zone);
    for (const [channel, isGiven] of Object.entries(consent ?? {})) if (isGiven) add(this.#optIns, id, at, channel);
  }
}

function add<T>(lists: Map<string, Dated<T>[]>, key: string, at: number, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [{ at, value }]);
  else list.push({ at, value });
}

/** The last value before an instant, and those that came at it. */
function inForce<T>(list: readonly Dated<T>[], at: number, first: T): T[] {
  const before = list.findLast((one) => one.at < at);
  return [
    before === undefined ? first : before.value,
    ...list.filter((one) => one.at === at).map(({ value }) => value),
  ];
}
