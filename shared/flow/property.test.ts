import fc from "fast-check";
import { expect, test } from "vitest";
import { HOUR_MS } from "#shared/kernel/duration.ts";
import { addElapsed } from "#shared/kernel/pause.ts";
import { nodeKinds } from "#shared/node/all.ts";
import { signalKinds } from "#shared/signal/all.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import type { Plan } from "#shared/strategy/plan.ts";
import { holds } from "#shared/tier/tier.ts";
import { countOf, isInAudience, lastKey } from "./assess.ts";
import { learnerOfId } from "./episode.ts";
import { Look } from "./look.ts";
import type { LiveStrategy } from "./program.ts";
import { at, replay, type School } from "./testkit.ts";
import { chooser, END, eventBy, instantBy, opened, type Step, stepBy, strategyBy } from "./testworld.ts";
import { hasNextThing } from "./touch.ts";

const RUNS = { numRuns: 100 };
const numbers = (length: number) => fc.array(fc.nat(9999), { minLength: length, maxLength: length });

/** Two versions of a strategy and a log over them. */
function worlds(isDated = false): fc.Arbitrary<{ first: Strategy; log: Step[] }> {
  const steps = fc.array(numbers(8), { minLength: 5, maxLength: 80, size: "max" });
  return fc.tuple(numbers(90), numbers(90), steps).map(([one, two, list]) => {
    const next = strategyBy(chooser(two), isDated);
    const log = list.map((step) => stepBy(step, next)).sort((a, b) => a.at - b.at);
    return { first: strategyBy(chooser(one), isDated), log };
  });
}
const instants = fc
  .array(numbers(2), { maxLength: 30 })
  .map((list) => list.map((one) => instantBy(chooser(one))).sort((a, b) => a - b));

test("random strategies speak of every kind of signal and node", () => {
  const drawn = fc.sample(numbers(90), { numRuns: 400, seed: 1 }).flatMap((list) => strategyBy(chooser(list)).nodes);
  const kinds = new Set(drawn.map((node) => (node.type === "signal" ? node.kind : node.type)));
  expect([...kinds].sort()).toEqual(
    ["tier", ...signalKinds.map((kind) => kind.kind), ...nodeKinds.map((kind) => kind.type)].sort(),
  );
});

function play(
  school: School,
  log: readonly Step[],
  before: (school: School, until: number) => void = () => undefined,
): School {
  for (const step of log) {
    before(school, step.at);
    const input = step.make(school.jump(step.at));
    if (input !== null && isPossible(school, input)) school.put(step.at, input);
  }
  before(school, END);
  return school.jump(END);
}

/** A strategy is paused or resumed only as it can be. */
function isPossible(school: School, input: { is: string }): boolean {
  const isPaused = school.world.program.byId.get("win")?.state === "paused";
  return input.is === "resume" ? isPaused : input.is !== "pause" || !isPaused;
}

function stateOf({ world }: School): unknown {
  return [
    [...world.episodes],
    [...world.records],
    world.facts.attributes,
    world.facts.ids.map((_, row) => world.dueAt.get(row)),
  ];
}

test("one tick to an instant asks for the same, byte for byte, as any chain of ticks to it", () => {
  fc.assert(
    fc.property(worlds(), instants, ({ first, log }, ticks) => {
      const chain = play(opened(first), log, (school, until) => {
        for (const tick of ticks) if (tick > school.world.now && tick < until) school.jump(tick);
      });
      const stepped = play(opened(first), log, (school, until) => school.tick(until));
      const whole = play(opened(first), log);
      expect(chain.effects).toEqual(whole.effects);
      expect(stepped.effects).toEqual(whole.effects);
      expect(stateOf(chain)).toEqual(stateOf(whole));
    }),
    RUNS,
  );
});

test("the same log replayed asks for the same, byte for byte", () => {
  fc.assert(
    fc.property(worlds(), ({ first, log }) => {
      const school = play(opened(first), log);
      expect(replay(school.log).jump(END).effects).toEqual(school.effects);
    }),
    RUNS,
  );
});

/** What must hold after every step, whatever happened. */
function checkInvariants({ world, decisions }: School): void {
  for (const [learner, episodes] of world.episodes) {
    expect(new Set(episodes.map((one) => lastKey(one.strategy, one.subject))).size).toBe(episodes.length);
    for (const episode of episodes) {
      expect(hasNextThing(world, learner, episode)).toBe(true);
      const plan = world.program.byId.get(episode.strategy)?.versions.get(episode.version);
      for (const path of episode.paths) expect(plan?.nodes.has(path.node)).toBe(true);
      expect(new Set(episode.ran).size).toBe(episode.ran.length);
      expect(new Set(episode.paths.map((path) => path.decision)).size).toBe(episode.paths.length);
    }
  }
  const open = new Set(
    [...world.episodes.values()].flat().flatMap((episode) => episode.paths.map((path) => path.decision)),
  );
  for (const [id, decision] of decisions) if (open.has(id)) expect(decision.port).toBe(null);
}

test("every open episode has a next thing; paths stand on nodes of their version; no decision key comes twice", () => {
  fc.assert(
    fc.property(worlds(), ({ first, log }) => {
      const school = play(opened(first), log, checkInvariants);
      checkInvariants(school);
      const keys = [...school.decisions].map(([id, decision]) => `${learnerOfId(id)} ${decision.key}`);
      expect(new Set(keys).size).toBe(keys.length);
    }),
    RUNS,
  );
});

function factsOf({ world: { facts } }: School): unknown {
  const { enrolments } = facts;
  const columns = [
    enrolments.firstAt,
    enrolments.startAt,
    enrolments.enrolledAt,
    enrolments.withdrawnAt,
    enrolments.completedAt,
  ];
  const learners = facts.ids.map((id, learner) => {
    const rows = facts.enrolmentsOf(learner);
    const courses = rows.map((row) => [enrolments.courseOf(row), ...columns.map((column) => column.get(row))]);
    const figures = [...facts.features].sort().map(([key, store]) => {
      const saved = store.spec.scope === "learner" ? [store.save(learner)] : rows.map((row) => store.save(row));
      return [
        key,
        store.spec.kind === "open" ? saved.map((one) => (Array.isArray(one) ? one.toSorted() : one)) : saved,
      ];
    });
    return [id, courses, figures];
  });
  return learners.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
}

test("facts do not depend on the order in which events arrive", () => {
  const happened = fc.array(numbers(8), { minLength: 1, maxLength: 60, size: "max" });
  const shuffled = happened.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray([...list.keys()], { minLength: list.length })),
  );
  fc.assert(
    fc.property(numbers(90), shuffled, (drawn, [list, order]) => {
      const document = strategyBy(chooser(drawn));
      const inputs = list.map((one, index) => eventBy(chooser(one.slice(2)), `e${index}`, instantBy(chooser(one))));
      const [straight, mixed] = [opened(document), opened(document)];
      for (const input of inputs) straight.put(END, input);
      for (const index of order) mixed.put(END, inputs[index] ?? { is: "tick" });
      expect(factsOf(mixed)).toEqual(factsOf(straight));
    }),
    RUNS,
  );
});

/** The strategy's subjects for a learner that a fresh look knows. */
function subjectsOf(look: Look, strategy: LiveStrategy): string[] {
  const { facts } = look.world;
  const { subject } = strategy.plan.document;
  if (subject === "learner") return [""];
  if (subject !== "course") return look.openKeys(strategy.plan, subject.key);
  return facts.enrolmentsOf(look.learner).map((row) => facts.enrolments.courseOf(row));
}

/** The tiers whose rule holds at a fresh look, with what rose latest in each. */
function holding(look: Look, plan: Plan, subject: string): { rank: number; rises: [signal: string, at: number][] }[] {
  const on = new Set([...plan.signals.keys()].filter((signal) => look.reading(plan, signal, subject).isOn));
  const rises = [...on].map((signal): [string, number] => {
    const { since, also = [] } = look.reading(plan, signal, subject);
    return [signal, Math.max(since ?? 0, ...also.map((one) => one.since ?? 0))];
  });
  const tiers = plan.tiers.filter((tier) => holds(tier.rule, countOf(plan, tier, on)));
  return tiers.map(({ rank, signals }) => ({ rank, rises: rises.filter(([signal]) => signals.includes(signal)) }));
}

/** Whether a rule calls for an episode, or for a higher tier of the one that runs, and there is none. */
function isMissed(look: Look, strategy: LiveStrategy, subject: string): boolean {
  const { world, learner } = look;
  const record = world.records.get(learner);
  const episode = world.episodes.get(learner)?.find((one) => one.strategy === strategy.id && one.subject === subject);
  const plan = strategy.versions.get(episode?.version ?? "") ?? strategy.plan;
  const held = holding(look, plan, subject);
  if (episode !== undefined) {
    const current = plan.tiers.find((tier) => tier.id === episode.tier)?.rank ?? 0;
    return held.some((tier) => tier.rank > current);
  }
  const endedAt = record?.last[lastKey(strategy.id, subject)]?.endedAt ?? null;
  const pauses = plan.usesPauses ? world.settings.pauses : [];
  if (endedAt !== null && look.now < addElapsed(pauses, endedAt, plan.cooldownMs)) return false;
  const excused = Math.max(endedAt ?? 0, record?.backfilledAt ?? 0);
  const liveAt = (signal: string) => strategy.since.get(plan.signals.get(signal)?.key ?? "") ?? 0;
  const isFresh = held.some(({ rises }) => rises.some(([signal, since]) => since > Math.max(excused, liveAt(signal))));
  return isFresh && isInAudience(look, plan, subject);
}

/** What a fresh look at every learner finds that the interpreter has missed. */
function missed({ world }: School): string[] {
  const found: string[] = [];
  for (const [learner, id] of world.facts.ids.entries()) {
    if (id === "" || world.records.get(learner)?.isOptedOut === true) continue;
    const look = new Look(world, learner, world.now);
    for (const strategy of world.program.strategies) {
      if (strategy.state === "paused") continue;
      for (const subject of subjectsOf(look, strategy))
        if (isMissed(look, strategy, subject)) found.push(`${id} ${subject}`);
    }
  }
  return found;
}

test("no hour finds a rule that calls for an episode or a higher tier which the timers have missed", () => {
  fc.assert(
    fc.property(worlds(true), ({ first, log }) => {
      play(opened(first), log, (school, until) => {
        for (let hour = Math.max(school.world.now, at("d1 00:00")); hour < until; hour += HOUR_MS) {
          expect(missed(school.jump(hour))).toEqual([]);
        }
      });
    }),
    { numRuns: 60 },
  );
});
