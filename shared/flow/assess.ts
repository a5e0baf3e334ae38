// Tiers: which rule holds now, whether an episode opens (cooldown, what rose since, ramp) or climbs. Never down.
import { addElapsed } from "#shared/kernel/pause.ts";
import type { Evidence, Reading } from "#shared/signal/kind.ts";
import { evaluate } from "#shared/state/condition.ts";
import type { Plan, PlanTier } from "#shared/strategy/plan.ts";
import { holds, type TierCount } from "#shared/tier/tier.ts";
import type { Effect } from "./effect.ts";
import { type Episode, IDS_PER_LEARNER } from "./episode.ts";
import type { Look } from "./look.ts";
import { Passage } from "./passage.ts";
import type { LiveStrategy } from "./program.ts";

/** A tier whose rule holds, with the signals that are on in it. */
interface Standing {
  tier: PlanTier;
  on: { id: string; reading: Reading }[];
}

/** The key of a learner's last episode in a strategy and subject. */
export function lastKey(strategy: string, subject: string): string {
  return `${strategy} ${subject}`;
}

/** The subjects a strategy may have an episode about, for this learner. */
function subjectsOf(look: Look, strategy: LiveStrategy, open: readonly Episode[]): string[] {
  const kind = strategy.plan.document.subject;
  if (kind === "learner") return [""];
  const { facts } = look.world;
  const known =
    kind === "course"
      ? facts.enrolmentsOf(look.learner).map((row) => facts.enrolments.courseOf(row))
      : look.openKeys(strategy.plan, kind.key);
  const running = open.filter((episode) => episode.strategy === strategy.id).map((episode) => episode.subject);
  return [...new Set([...known, ...running])].sort();
}

/** The weights of the signals that are on, summed; free of binary dust, so that 0.1 + 0.7 reaches 0.8. */
function sumOf(weights: Readonly<Record<string, number>>, on: ReadonlySet<string>): number {
  const sum = Object.entries(weights).reduce((total, [id, weight]) => total + (on.has(id) ? weight : 0), 0);
  return Math.round(sum * 1e6) / 1e6;
}

/** What a tier's rule counts, given which signals are on: of scores the highest, whether or not it has reached its own bound. */
export function countOf(plan: Plan, tier: PlanTier, on: ReadonlySet<string>): TierCount {
  let score = 0;
  for (const id of tier.signals) {
    const def = plan.signals.get(id)?.def;
    if (def?.kind === "score") score = Math.max(score, sumOf(def.weights, on));
  }
  return { onCount: tier.signals.filter((id) => on.has(id)).length, wiredCount: tier.signals.length, score };
}

/** Whether a tier's rule holds for a subject, with what is on. */
function standingOf(look: Look, plan: Plan, tier: PlanTier, subject: string): Standing | null {
  const on: Standing["on"] = [];
  for (const id of tier.judgedBy) {
    const reading = look.reading(plan, id, subject);
    if (reading.isOn) on.push({ id, reading });
  }
  if (on.length === 0) return null;
  const isPlain = !("score" in tier.rule);
  const count = isPlain
    ? { onCount: on.length, wiredCount: tier.signals.length, score: 0 }
    : countOf(plan, tier, new Set(on.map(({ id }) => id)));
  return holds(tier.rule, count) ? { tier, on } : null;
}

/** The tiers whose rule holds, lowest first; every tier is looked at, so that the look knows all its next instants. */
function standingsOf(look: Look, plan: Plan, subject: string): Standing[] {
  const standings: Standing[] = [];
  for (const tier of plan.tiers) {
    const standing = standingOf(look, plan, tier, subject);
    if (standing !== null) standings.push(standing);
  }
  return standings;
}

/** The highest of the tiers that hold; of equal ranks the first. */
function highest(standings: readonly Standing[]): Standing | null {
  let best: Standing | null = null;
  for (const standing of standings) if (best === null || standing.tier.rank > best.tier.rank) best = standing;
  return best;
}

/** Whether the rule of the tier an episode is in still holds and the learner is still of the audience (ruling 7). */
export function isStillAtRisk(look: Look, plan: Plan, episode: Episode): boolean {
  if (!isInAudience(look, plan, episode.subject)) return false;
  const current = plan.tiers.find((one) => one.id === episode.tier);
  if (current === undefined) return false;
  return plan.tiers.some((tier) => tier.rank >= current.rank && standingOf(look, plan, tier, episode.subject) !== null);
}

/** Whether a learner is of those a strategy is for. */
export function isInAudience(look: Look, plan: Plan, subject: string): boolean {
  const { audience } = plan.document;
  if (audience === undefined) return true;
  const answer = evaluate(audience, look.conditionView(plan, subject));
  look.wakeBy(answer.nextAt);
  return answer.isTrue;
}

function evidenceOf(standing: Standing): Record<string, Evidence> {
  return Object.fromEntries(standing.on.map(({ id, reading }) => [id, { ...reading.evidence, since: reading.since }]));
}

/** What held each signal up: its evidence and that of the other courses or keys that would have done so alone. */
function openingOf(standing: Standing): Episode["opening"] {
  return Object.fromEntries(
    standing.on.map(({ id, reading }) => [
      id,
      [reading.evidence ?? {}, ...(reading.also ?? []).map((one) => one.evidence)],
    ]),
  );
}

/**
 * Whether one of the signals of a tier that holds, or one of the courses, keys or parts that hold it up, rose after everything
 * that had been seen or excused before (ruling 3, first publish, backfill).
 */
function hasRisen(look: Look, strategy: LiveStrategy, standings: readonly Standing[], endedAt: number | null): boolean {
  const record = look.world.records.get(look.learner);
  const excused = Math.max(endedAt ?? Number.NEGATIVE_INFINITY, record?.backfilledAt ?? Number.NEGATIVE_INFINITY);
  const isNew = (signal: string, { since, also = [] }: Reading) => {
    const liveAt = strategy.since.get(strategy.plan.signals.get(signal)?.key ?? "") ?? Number.NEGATIVE_INFINITY;
    return [since, ...also.map((one) => one.since)].some((at) => (at ?? look.now) > Math.max(excused, liveAt));
  };
  return standings.some(({ on }) => on.some(({ id, reading }) => isNew(id, reading)));
}

/** Whether a ramp releases this learner now; wakes at the release otherwise. */
function isReleased(look: Look, strategy: string): boolean {
  const releaseAt = look.world.records.get(look.learner)?.ramp?.[strategy];
  if (releaseAt === undefined) return false;
  if (releaseAt > look.now) look.wakeBy(releaseAt);
  return releaseAt <= look.now;
}

function mayOpen(look: Look, strategy: LiveStrategy, standings: readonly Standing[], subject: string): boolean {
  const record = look.world.records.get(look.learner);
  if (record?.isOptedOut === true) return false;
  const { plan } = strategy;
  const last = record?.last[lastKey(strategy.id, subject)];
  if (last !== undefined) {
    const pauses = plan.usesPauses ? look.world.settings.pauses : [];
    const coolUntil = addElapsed(pauses, last.endedAt, plan.cooldownMs);
    if (look.now < coolUntil) {
      look.wakeBy(coolUntil);
      return false;
    }
  }
  const isFresh = hasRisen(look, strategy, standings, last?.endedAt ?? null);
  return isFresh || (last === undefined && isReleased(look, strategy.id));
}

function open(look: Look, strategy: LiveStrategy, standing: Standing, subject: string, out: Effect[]): void {
  const record = look.world.record(look.learner);
  record.idCount += 1;
  const evidence = evidenceOf(standing);
  const episode: Episode = {
    id: look.learner * IDS_PER_LEARNER + record.idCount,
    strategy: strategy.id,
    version: strategy.plan.hash,
    subject,
    number: (record.last[lastKey(strategy.id, subject)]?.number ?? 0) + 1,
    openedAt: look.now,
    tier: standing.tier.id,
    tierAt: look.now,
    opening: openingOf(standing),
    openingTier: standing.tier.id,
    evidence,
    goalDays: [],
    ran: [],
    paths: [],
    sends: [],
    promise: null,
    isHoldout: false,
    season: look.world.settings.holdout,
  };
  const list = look.world.episodes.get(look.learner) ?? [];
  list.push(episode);
  list.sort((a, b) => (lastKey(a.strategy, a.subject) < lastKey(b.strategy, b.subject) ? -1 : 1));
  look.world.episodes.set(look.learner, list);
  out.push({ is: "opened", learner: look.learner, episode, version: episode.version, evidence });
  new Passage(look, strategy, episode, out).enterTier(standing.tier, evidence);
}

/** Opens and escalates whatever the learner's readings now call for. */
export function assess(look: Look, out: Effect[]): void {
  const { world, learner } = look;
  for (const strategy of world.program.strategies) {
    if (strategy.state === "paused") continue;
    const running = world.episodes.get(learner) ?? [];
    for (const subject of subjectsOf(look, strategy, running)) {
      const episode = running.find((one) => one.strategy === strategy.id && one.subject === subject);
      if (episode === undefined) {
        const standings = standingsOf(look, strategy.plan, subject);
        const standing = highest(standings);
        if (standing === null || !isInAudience(look, strategy.plan, subject)) continue;
        if (mayOpen(look, strategy, standings, subject)) open(look, strategy, standing, subject, out);
      } else climb(look, strategy, episode, out);
    }
    spendRelease(look, strategy.id);
  }
}

/** A release lets in all subjects that match at its instant, and is then over. */
function spendRelease(look: Look, strategy: string): void {
  const ramp = look.world.records.get(look.learner)?.ramp;
  if ((ramp?.[strategy] ?? Number.POSITIVE_INFINITY) <= look.now) delete ramp?.[strategy];
}

function climb(look: Look, strategy: LiveStrategy, episode: Episode, out: Effect[]): void {
  const passage = new Passage(look, strategy, episode, out);
  const standing = highest(standingsOf(look, passage.plan, episode.subject));
  if (standing === null || standing.tier.rank <= passage.tier.rank) return;
  passage.escalate(standing.tier, evidenceOf(standing));
}

/** Whether a learner matches a strategy now though nothing rose since: whom a first publish asks about. */
export function matchesNow(look: Look, strategy: LiveStrategy): boolean {
  return subjectsOf(look, strategy, []).some(
    (subject) => standingsOf(look, strategy.plan, subject).length > 0 && isInAudience(look, strategy.plan, subject),
  );
}
