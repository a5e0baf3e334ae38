// The gallery: starter strategies of the product as ordinary documents, one JSON file each, for a school to copy and adapt.

import activityActivate from "#shared/strategy/gallery/activity-activate.json" with { type: "json" };
import activityConvert from "#shared/strategy/gallery/activity-convert.json" with { type: "json" };
import activityRefer from "#shared/strategy/gallery/activity-refer.json" with { type: "json" };
import activityRetain from "#shared/strategy/gallery/activity-retain.json" with { type: "json" };
import afterClassRenewal from "#shared/strategy/gallery/after-class-renewal.json" with { type: "json" };
import answerTime from "#shared/strategy/gallery/answer-time.json" with { type: "json" };
import beforeClass from "#shared/strategy/gallery/before-class.json" with { type: "json" };
import firstWeek from "#shared/strategy/gallery/first-week.json" with { type: "json" };
import inClass from "#shared/strategy/gallery/in-class.json" with { type: "json" };
import liveQuality from "#shared/strategy/gallery/live-quality.json" with { type: "json" };
import milestoneCare from "#shared/strategy/gallery/milestone-care.json" with { type: "json" };
import threeTierRetention from "#shared/strategy/gallery/three-tier-retention.json" with { type: "json" };
import type { Strategy } from "./document.ts";

/** A starter strategy. `id` is the document's own; a copy gets a new one. */
export interface GalleryEntry {
  readonly id: string;
  readonly document: Strategy;
}

/** The files are part of the product: the test beside this list holds each against the schema, not every start of the program. */
function entryOf(file: unknown): GalleryEntry {
  const document = file as Strategy;
  return { id: document.id, document };
}

/** The starter strategies, in the order in which the gallery shows them: retention first, then the course of study, then activities. */
export const gallery: readonly GalleryEntry[] = [
  threeTierRetention,
  firstWeek,
  beforeClass,
  inClass,
  afterClassRenewal,
  milestoneCare,
  answerTime,
  liveQuality,
  activityActivate,
  activityRetain,
  activityRefer,
  activityConvert,
].map(entryOf);
