// The gates of dispatch, in order: what stops a send for good, what holds it, and until when. Pure over what they are given; the
// engine's dispatcher and a try in the browser carry the same verdict out.
import { channelOf } from "#shared/channel/all.ts";
import type { ChannelId } from "#shared/channel/kind.ts";
import { DAY_MS, HOUR_MS, parseDuration } from "#shared/kernel/duration.ts";
import { type Pause, pausedUntil } from "#shared/kernel/pause.ts";
import { type Cap, capBlocking, type Touch } from "#shared/policy/caps.ts";
import { type MinuteWindow, parseClock, quietUntil } from "#shared/policy/quiet.ts";
import { isMinor, type Profile, recipientOf } from "#shared/policy/recipient.ts";
import type { Plan } from "#shared/strategy/plan.ts";
import { isStillAtRisk } from "./assess.ts";
import type { Episode } from "./episode.ts";
import { Look } from "./look.ts";
import type { World } from "./world.ts";

/** A touch that takes a cap place, with its strategy, for caps of one strategy. */
export interface CapTouch extends Touch {
  readonly strategy: string;
}

/** What the gates know of a send; `expiresAt` is UTC ms. */
export interface GateSend {
  readonly id: number;
  readonly strategy: string;
  readonly tier: string;
  readonly node: string;
  readonly channel: ChannelId;
  readonly recipient: "learner" | "guardian";
  /** `holdout` or `observe`: everything but the sending is done. */
  readonly withheld: string | null;
  readonly expiresAt: number;
  readonly outcome: { readonly reason: string | null };
}

/** The sends beside the one that is judged. */
export interface GateBook {
  /** Whether a send has taken its place and its result is not known to the world yet. */
  isUnderWay(id: number): boolean;
  /** Touches of a learner that take cap places since `since` (UTC ms, exclusive); of the withheld ones where `isGhost`. */
  touches(learner: number, since: number, isGhost: boolean): readonly CapTouch[];
}

/** The settings of a school that the gates read; `quiet` is a window on the recipient's wall clock, "HH:MM". */
export interface GateSettings {
  readonly pauses: readonly Pause[];
  readonly quiet: { readonly from: string; readonly to: string } | null;
  readonly caps: readonly Cap[];
}

/** What the gates say. `until` is UTC ms; `winner` names the send that took the place. */
export type Verdict =
  | { is: "pass" }
  | { is: "hold"; until: number; reason: string }
  | { is: "settle"; state: "suppressed" | "unreachable" | "expired"; reason: string; winner: number | null };

/** What the gates look at; `now` is UTC ms, `learner` the row. */
export interface GateView {
  world: World;
  settings: GateSettings;
  outbox: GateBook;
  now: number;
  send: GateSend;
  learner: number;
  episode: Episode;
  plan: Plan;
  profile: Profile;
}

/** Longest a request may take: a send begins only if so much time is left before quiet hours. */
export const REQUEST_MARGIN_MS = 15_000;

/** How long a send is worth sending where neither policy nor reach says (ruling 10). */
const DEFAULT_EXPIRES_MS = 24 * HOUR_MS;

/**
 * When a send decided `at` (UTC ms) in a tier entered `tierAt` is not worth sending any more: by its policy; else the end of the tier's
 * reach (ruling 10), or 24 hours for what is decided after that or has no reach. Null as plan: one that is not known.
 */
export function expiryOf(plan: Plan | null | undefined, tier: string, tierAt: number, at: number): number {
  const expiresMs = plan?.expiresMs ?? null;
  if (expiresMs !== null) return at + expiresMs;
  const withinMs = plan?.tiers.find((one) => one.id === tier)?.reach?.withinMs ?? null;
  const reachEndsAt = withinMs === null ? at : tierAt + withinMs;
  return at < reachEndsAt ? reachEndsAt : at + DEFAULT_EXPIRES_MS;
}

const pass: Verdict = { is: "pass" };

function settle(
  state: "suppressed" | "unreachable" | "expired",
  reason: string,
  winner: number | null = null,
): Verdict {
  return { is: "settle", state, reason, winner };
}

type Gate = (view: GateView) => Verdict;

/** Still at risk, unless the node says not to ask again (ruling 7). */
function atRisk({ world, now, learner, episode, plan, send }: GateView): Verdict {
  const node = plan.nodes.get(send.node);
  if (node?.type !== "send" || node.recheck === false) return pass;
  return isStillAtRisk(new Look(world, learner, now), plan, episode) ? pass : settle("suppressed", "noLongerAtRisk");
}

/** Consent belongs to the recipient; a minor's sends need the guardian's. Tasks and webhooks are not messages to a person. */
function consent({ send, profile, now, world, learner }: GateView): Verdict {
  if (send.channel === "task" || send.channel === "webhook") return pass;
  if (world.records.get(learner)?.isOptedOut === true) return settle("unreachable", "optOut");
  if (recipientOf(profile, send.recipient).consent?.[send.channel] === false) return settle("unreachable", "consent");
  if (isMinor(profile, now) && profile.guardian?.consent?.[send.channel] !== true)
    return settle("unreachable", "guardianConsent");
  return pass;
}

function address({ send, profile }: GateView): Verdict {
  if (!channelOf(send.channel).describe().needsAddress || send.channel === "webhook") return pass;
  return recipientOf(profile, send.recipient).addresses?.[send.channel] === undefined
    ? settle("unreachable", "address")
    : pass;
}

function expiry(view: GateView): Verdict {
  const { send, now } = view;
  if (now < send.expiresAt) return pass;
  return settle("expired", send.outcome.reason ?? heldAt(view, send.expiresAt - 1) ?? "expired");
}

/** What held a send at an instant: found again where a crash lost that it was held. */
function heldAt(view: GateView, at: number): string | null {
  const verdicts = [schoolPause, quietHours].map((gate) => gate({ ...view, now: at }));
  return verdicts.find((verdict) => verdict.is === "hold")?.reason ?? null;
}

function schoolPause({ plan, settings, now }: GateView): Verdict {
  const until = plan.usesPauses ? pausedUntil(settings.pauses, now) : null;
  return until === null ? pass : { is: "hold", until, reason: "schoolPause" };
}

/** A window of settings or of a provider in minutes; none where there is none. */
export function windowOf(window: { from: string; to: string } | null | undefined): MinuteWindow[] {
  if (window === null || window === undefined) return [];
  return [{ from: parseClock(window.from) ?? 0, to: parseClock(window.to) ?? 0 }];
}

/** School, strategy and provider windows together, on the recipient's clock, for channels that interrupt. */
function quietHours({ send, plan, settings, world, learner, now }: GateView): Verdict {
  const facts = channelOf(send.channel).describe();
  if (!facts.interrupts) return pass;
  const windows = [
    ...windowOf(settings.quiet),
    ...(plan.quiet === null ? [] : [plan.quiet]),
    ...windowOf(facts.providerQuiet),
  ];
  const until = quietUntil(windows, world.facts.zoneOf(learner), now, REQUEST_MARGIN_MS);
  return until === null ? pass : { is: "hold", until, reason: "quietHours" };
}

/** Never more touches in a tier than its promise allows (ruling 6); what is under way counts. */
function tierMost({ send, plan, episode, outbox }: GateView): Verdict {
  const most = plan.tiers.find((tier) => tier.id === send.tier)?.reach?.maxTouches ?? null;
  if (most === null || send.channel === "webhook") return pass;
  const others = episode.sends.filter(
    (one) => one.tier === send.tier && one.channel !== "webhook" && one.id !== send.id,
  );
  const used = others.filter((one) => one.state === "accepted" || one.state === "unknown" || outbox.isUnderWay(one.id));
  return used.length < most ? pass : settle("suppressed", "tierMostTouches", used[used.length - 1]?.id ?? null);
}

/** How far back the caps of a school and a strategy look. A calendar day may have 25 hours. */
function horizonOf(caps: readonly Cap[]): number {
  return Math.max(0, ...caps.map((cap) => (cap.per === "day" ? DAY_MS + 7_200_000 : (parseDuration(cap.per) ?? 0))));
}

/** Caps are counted over real touches, of a withheld send over ghosts (ruling 27). A place lost in this round is arbitration. */
function caps({ send, settings, plan, outbox, world, learner, now }: GateView): Verdict {
  if (!channelOf(send.channel).describe().countsToCaps) return pass;
  const isGhost = send.withheld !== null;
  const all = [...settings.caps, ...(plan.document.policy?.caps ?? [])];
  if (all.length === 0) return pass;
  const touches = outbox.touches(learner, now - horizonOf(all), isGhost);
  const zone = world.facts.zoneOf(learner);
  const school = capBlocking(settings.caps, touches, send.channel, now, zone);
  const own = plan.document.policy?.caps ?? [];
  const inStrategy = touches.filter((touch) => touch.strategy === send.strategy);
  const block = school ?? capBlocking(own, inStrategy, send.channel, now, zone);
  if (block === null) return pass;
  const winner = block.by === null ? null : Number(block.by);
  const isNow = winner !== null && touches.some((touch) => touch.id === block.by && touch.at === now);
  return settle("suppressed", isNow ? "arbitration" : "cap", winner);
}

/**
 * The gates, in order (rulings 9–14). Whether the learner is still at risk is asked after what holds: it is asked once, when the send
 * would really leave, so that a hold lost in a crash is the same hold when it is found again.
 */
const gates: readonly Gate[] = [expiry, consent, address, schoolPause, quietHours, atRisk, tierMost, caps];

/** The first gate that does not let the send pass, else `pass`. */
export function judge(view: GateView): Verdict {
  for (const gate of gates) {
    const verdict = gate(view);
    if (verdict.is !== "pass") return verdict;
  }
  return pass;
}
