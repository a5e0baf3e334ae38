// What an event does to running episodes: goal days, churn, awaited events, and the late event that disproves an opening.
import type { LearnerEvent } from "#shared/event/check.ts";
import { localDay } from "#shared/kernel/zone.ts";
import { signalKind } from "#shared/signal/all.ts";
import { holds } from "#shared/tier/tier.ts";
import { countOf } from "./assess.ts";
import type { Effect } from "./effect.ts";
import type { Look } from "./look.ts";
import type { Passage } from "./passage.ts";
import { endEpisode, passagesOf } from "./touch.ts";

/** Whether an event speaks about an episode's subject; one that names no course speaks about all of them. */
function isAbout(passage: Passage, event: LearnerEvent): boolean {
  const { subject } = passage.plan.document;
  if (subject === "learner") return true;
  if (subject === "course") return event.course === null || event.course === passage.episode.subject;
  const key = event.data?.[subject.key];
  return key === undefined || String(key) === passage.episode.subject;
}

/**
 * A churn event ends the episode, unless the learner goes on: in another course (subject learner), or in this one, taken up
 * again after a withdrawal that arrives late.
 */
function isChurn(passage: Passage, event: LearnerEvent): boolean {
  if (!passage.plan.churn.has(event.type)) return false;
  if (event.course === null) return true;
  const { facts } = passage.look.world;
  const isWithdrawal = event.type === "enrolment.withdrawn";
  const isAnyCourse = passage.plan.document.subject === "learner";
  return !facts.enrolmentsOf(passage.look.learner).some((row) => {
    if (facts.enrolments.endOf(row) !== "open") return false;
    return facts.enrolments.courseOf(row) === event.course ? isWithdrawal : isAnyCourse;
  });
}

/** A late event that makes the opening rule false, as it then stood, ends the episode (ruling 7). */
function isDisproved(passage: Passage, event: LearnerEvent): boolean {
  const { episode, plan, pauses } = passage;
  if (event.at >= episode.openedAt) return false;
  const tier = plan.tiers.find((one) => one.id === episode.openingTier);
  if (tier === undefined) return false;
  for (const [id, evidences] of Object.entries(episode.opening)) {
    const def = plan.signals.get(id)?.def;
    const disproves = def === undefined ? undefined : signalKind(def.kind).disproves;
    if (def === undefined || disproves === undefined) continue;
    const left = evidences.filter((evidence) => !disproves(def, evidence, event, episode.openedAt, pauses));
    if (left.length > 0) episode.opening[id] = left;
    else delete episode.opening[id];
  }
  return !holds(tier.rule, countOf(plan, tier, new Set(Object.keys(episode.opening))));
}

/** Counts a goal day; says whether the goal is met. Only events after opening and within the window count. */
function reachesGoal(passage: Passage, event: LearnerEvent): boolean {
  const { episode, plan, look } = passage;
  if (!plan.goal.events.has(event.type) || event.at <= episode.openedAt || event.at > passage.goalDueAt()) return false;
  const day = localDay(look.world.facts.zoneOf(look.learner), event.at);
  if (!episode.goalDays.includes(day)) episode.goalDays.push(day);
  return episode.goalDays.length >= plan.goal.days;
}

/** Applies an event to one episode; says whether the learner must be touched. */
function occurTo(passage: Passage, event: LearnerEvent): boolean {
  if (!isAbout(passage, event)) return false;
  if (isChurn(passage, event)) {
    if (event.at < passage.episode.openedAt) endEpisode(passage, "void", "disproved");
    else endEpisode(passage, "lost", `churn:${event.type}`);
    return true;
  }
  if (isDisproved(passage, event)) {
    endEpisode(passage, "void", "disproved");
    return true;
  }
  if (reachesGoal(passage, event)) {
    endEpisode(passage, "recovered", "goal");
    return true;
  }
  const before = passage.out.length;
  for (const path of [...passage.episode.paths]) passage.wake(path, { why: "event", event });
  return passage.out.length > before;
}

/** Applies an event to all open episodes of its learner; says whether the learner must be touched. */
export function occur(look: Look, event: LearnerEvent, out: Effect[]): boolean {
  let isTouched = false;
  for (const passage of passagesOf(look, out)) isTouched = occurTo(passage, event) || isTouched;
  return isTouched;
}
