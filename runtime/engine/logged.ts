// The inputs as they stand in the log, one JSON line each: the world's own controls, and what only dispatch needs.

import type { ChannelId } from "#shared/channel/kind.ts";
import { defaultRates, type ImitatedRates } from "#shared/channel/sandbox.ts";
import type { LearnerPatch } from "#shared/event/learner.ts";
import type { Control } from "#shared/flow/input.ts";
import { defaultWorldSettings, type WorldSettings } from "#shared/flow/world.ts";
import type { SettledState } from "#shared/node/kind.ts";
import type { Cap } from "#shared/policy/caps.ts";

/** School settings: what decisions depend on, and what dispatch depends on. */
export interface Settings extends WorldSettings {
  schoolName: string;
  signature: string;
  smsTail: string;
  quiet: { from: string; to: string } | null;
  caps: readonly Cap[];
  rates: ImitatedRates;
  /** Hosts a webhook node may call (`host` or `host:port`). */
  allowedHosts: readonly string[];
  /** Where `links.resume` leads. */
  resumeUrl: string | null;
  /** What a send costs (fen) where it is not the channel's list price. */
  costs: Partial<Record<ChannelId, number>>;
  /** Days after which files of the log are compacted (ruling 22); null: never. */
  logDays: number | null;
  locale: "zh-CN" | "en";
}

/** Settings of a school that has set none. */
export const defaultSettings: Settings = {
  ...defaultWorldSettings,
  schoolName: "",
  signature: "",
  smsTail: "拒收请回复R",
  quiet: { from: "22:00", to: "08:00" },
  caps: [],
  rates: defaultRates,
  allowedHosts: [],
  resumeUrl: null,
  costs: {},
  logDays: null,
  locale: "zh-CN",
};

/** A settled dispatch with what the ledger keeps beside the world's part. */
export interface Settlement {
  is: "settled";
  send: number;
  state: SettledState;
  reason: string | null;
  at: number;
  winner?: number;
  providerId?: string;
}

/**
 * A request is about to leave the process: synced before its first byte, so that whatever becomes of this process, the next one knows
 * that it may have been heard.
 */
export interface Departure {
  is: "sending";
  send: number;
  transport: string;
  at: number;
}

/** Any line of an `inputs` entry. */
export type Logged =
  | Exclude<Control, { is: "settled" | "settings" | "learner" }>
  | Settlement
  | { is: "settings"; settings: Settings }
  | { is: "upsert"; patch: LearnerPatch }
  | { is: "stopSends"; isStopped: boolean; by: string }
  | BesideOnly;

/** What moves no path and raises no signal: requests that leave, what staff note and hand on, courses' titles, and what became of an item in quarantine. */
export type BesideOnly =
  | Departure
  | { is: "taskNote"; send: number; by: string; note: string }
  | { is: "assign"; send: number; by: string; to: string }
  | { is: "course"; id: string; title: string; startsAt: number | null; endsAt: number | null }
  | { is: "resolve"; item: number; state: "retried" | "discarded"; by: string }
  /** The daily look at every experiment, at the beginning of a local day (ruling 29). */
  | { is: "look"; day: number }
  /** In the place of items that compaction dropped; so many of them were events. Never replayed. */
  | { is: "compacted"; events: number };

/** Inputs that the world knows nothing of. */
const besideWorld: ReadonlySet<Logged["is"]> = new Set([
  "stopSends",
  "sending",
  "taskNote",
  "assign",
  "course",
  "resolve",
  "look",
  "compacted",
]);

/** Whether an input is none of the world's. */
export function isBesideWorld(input: Logged): input is BesideOnly | Extract<Logged, { is: "stopSends" }> {
  return besideWorld.has(input.is);
}

/**
 * Inputs that concern the whole school, or give an id to another row: all state is flushed after them, so that a tail replay
 * never crosses one.
 */
const schoolWide: ReadonlySet<Logged["is"]> = new Set([
  "publish",
  "pause",
  "resume",
  "goLive",
  "archive",
  "settings",
  "cohorts",
  "weights",
  "merge",
  "erase",
]);

/** Whether an input concerns more than one learner. */
export function isSchoolWide(input: Logged): boolean {
  return schoolWide.has(input.is);
}

/** The learner an input is about, by id or by row; null for one that is about none or all. */
export function learnerIdOf(input: Logged): string | null {
  if (input.is === "upsert") return input.patch.id;
  if (input.is === "optOut" || input.is === "optIn" || input.is === "erase") return input.learner;
  return null;
}
