// Rules of frequency caps: steps that a cap never lets through, and promises that the caps leave no room to keep.
import { channelOf } from "#shared/channel/all.ts";
import { DAY_MS } from "#shared/kernel/duration.ts";
import type { Cap } from "#shared/policy/caps.ts";
import { msOf } from "#shared/signal/fields.ts";
import type { CompileContext } from "./context.ts";
import { type Diagnostic, diagnose } from "./diagnostic.ts";
import { pathOf } from "./drawing.ts";
import { channelOfNode } from "./plan.ts";
import { channelCount, keeps } from "./reach-rules.ts";
import type { Touch } from "./scenarios.ts";
import { type PromisingTier, promises, type Study } from "./study.ts";

function capsOf(study: Study, { settings }: CompileContext): readonly Cap[] {
  return [...settings.caps, ...(study.document.policy?.caps ?? [])];
}

function isUnder(cap: Cap, channel: string): boolean {
  return isCapped(channel) && (cap.scope === "all" || cap.scope === channel);
}

/** Tasks, and messages yet to be written, take no place of a cap. */
function isCapped(channel: string): boolean {
  return !channel.startsWith("unknown ") && channelOf(channel).describe().countsToCaps;
}

/** Sends whose channel has a cap without any place: they are always suppressed. */
export function cappedAway(study: Study, context: CompileContext): Diagnostic[] {
  const shut = capsOf(study, context).filter((cap) => cap.limit === 0);
  return study.flow.flatMap((node) => {
    const channel = node.type === "send" ? channelOfNode(study.document, node) : null;
    const cap = channel === null ? undefined : shut.find((one) => isUnder(one, channel));
    if (cap === undefined) return [];
    return [
      diagnose("cap.zero", { nodeId: node.id, path: pathOf(study, node.id) }, { node: node.id, cap: cap.id, channel }),
    ];
  });
}

/** Promises that need more touches within their time than the caps have places, even if nobody else takes one. */
export function promisesBeyondCaps(study: Study, context: CompileContext): Diagnostic[] {
  const caps = capsOf(study, context).filter((cap) => cap.limit > 0);
  return promises(study).flatMap(({ tier, ways }) => {
    const withinMs = msOf(tier.reach.within);
    const timely = ways.bounding.filter((touches) => keeps(touches, tier.reach, withinMs));
    if (timely.length === 0 || timely.some((touches) => fits(touches, tier.reach, withinMs, caps))) return [];
    const cap = caps.find((one) => !timely.some((touches) => fits(touches, tier.reach, withinMs, [one]))) ?? caps[0];
    const params = {
      node: tier.id,
      needed: tier.reach.minTouches,
      withinMs,
      cap: cap?.id ?? "",
      limit: cap?.limit ?? 0,
    };
    return [
      diagnose("cap.belowReach", { nodeId: tier.id, path: pathOf(study, tier.id, "reach", "minTouches") }, params),
    ];
  });
}

/** Whether the caps leave a way enough touches and channels, taking the luckiest placing of days. */
function fits(
  touches: readonly Touch[],
  reach: PromisingTier["reach"],
  withinMs: number,
  caps: readonly Cap[],
): boolean {
  const kept: Touch[] = [];
  const used = new Map<Cap, number>();
  // One of each channel first: it serves both bounds.
  for (const touch of [...firstOfEach(touches), ...touches]) {
    const inWay = caps.filter((cap) => isUnder(cap, touch.channel));
    if (
      touch.at > withinMs ||
      kept.includes(touch) ||
      inWay.some((cap) => (used.get(cap) ?? 0) >= places(cap, withinMs))
    )
      continue;
    kept.push(touch);
    for (const cap of inWay) used.set(cap, (used.get(cap) ?? 0) + 1);
  }
  return kept.length >= reach.minTouches && channelCount(kept) >= reach.minChannels;
}

function firstOfEach(touches: readonly Touch[]): Touch[] {
  return [...new Map(touches.toReversed().map((touch) => [touch.channel, touch])).values()];
}

/** The most touches under a cap in any span of this length: it may begin and end within a period. */
function places(cap: Cap, spanMs: number): number {
  const periods = cap.per === "day" ? Math.ceil(spanMs / DAY_MS) + 1 : Math.floor(spanMs / msOf(cap.per)) + 1;
  return cap.limit * periods;
}

/** Sends that leave at the same instant and are more than a cap has places: the last of them is suppressed, never queued (ruling 10). */
export function crowdedMoments(study: Study, context: CompileContext): Diagnostic[] {
  return study.tiers.flatMap(({ id }) => {
    const ways = study.scenarios.get(id)?.real ?? [];
    return capsOf(study, context).flatMap((cap) => {
      const atOnce = ways.reduce(
        (most, touches) => Math.max(most, touches.filter((one) => one.at === 0 && isUnder(cap, one.channel)).length),
        0,
      );
      if (cap.limit === 0 || atOnce <= cap.limit) return [];
      return [
        diagnose(
          "cap.losesStep",
          { nodeId: id, port: "enter", path: pathOf(study, id) },
          { node: id, cap: cap.id, atOnce, limit: cap.limit },
        ),
      ];
    });
  });
}
