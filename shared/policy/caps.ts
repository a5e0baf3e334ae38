// Frequency caps: takes a recipient's touches so far and says which cap, if any, has no place left for one more, and whose touch
// took the last. Days are calendar days of the recipient's zone; durations roll.
import type { z } from "zod";
import { channelOf } from "#shared/channel/all.ts";
import type { ChannelId } from "#shared/channel/kind.ts";
import { parseDuration } from "#shared/kernel/duration.ts";
import { assert } from "#shared/kernel/issue.ts";
import { localDay } from "#shared/kernel/zone.ts";
import type { capSchema } from "./cap-schema.ts";

/** A cap: at most `limit` touches of its scope per calendar day, or in any span of an ISO duration. */
export type Cap = z.infer<typeof capSchema>;

/** A send of this recipient that takes a place: sending, unknown or accepted (see `takesCapPlace`). `at` is when it moved to `sending`, UTC ms. */
export interface Touch {
  readonly at: number;
  readonly channel: ChannelId;
  readonly id: string;
}

/** The cap in the way, and the id of the touch that used its last place: null where the cap has no place at all (limit 0). */
export interface CapBlock {
  readonly cap: Cap;
  readonly by: string | null;
}

/**
 * The first of the caps, in their order, that has no place for a send on `channel` at `now` (UTC ms); null where all have one. Channels
 * that do not count to caps (tasks, webhooks) are neither stopped nor counted. A touch leaves a rolling window exactly its duration after
 * it began; a touch dated after `now` (the clock was set back) still takes its place there. Throws on an unknown zone or channel.
 */
export function capBlocking(
  caps: readonly Cap[],
  touches: readonly Touch[],
  channel: ChannelId,
  now: number,
  zone: string,
): CapBlock | null {
  if (!isCapped(channel)) return null;
  for (const cap of caps) {
    if (cap.scope !== "all" && cap.scope !== channel) continue;
    const isInside = windowOf(cap, now, zone);
    const used = touches.filter(
      (touch) => isInside(touch.at) && isCapped(touch.channel) && (cap.scope === "all" || cap.scope === touch.channel),
    );
    if (used.length >= cap.limit) return { cap, by: used.toSorted(byAge)[cap.limit - 1]?.id ?? null };
  }
  return null;
}

function isCapped(channel: ChannelId): boolean {
  return channelOf(channel).describe().countsToCaps;
}

/** Whether a touch at an instant still takes a place at `now`. */
function windowOf(cap: Cap, now: number, zone: string): (at: number) => boolean {
  if (cap.per === "day") {
    const today = localDay(zone, now);
    return (at) => localDay(zone, at) === today;
  }
  const ms = parseDuration(cap.per);
  assert(ms !== null, "a cap's period has passed its schema", { ...cap });
  return (at) => at > now - ms;
}

function byAge(a: Touch, b: Touch): number {
  if (a.at !== b.at) return a.at - b.at;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
