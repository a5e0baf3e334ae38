// Blocks: the state of 256 learners as one JSON text, written behind the log. A restart loads them and replays the tail.
import type { Episode, LearnerRecord } from "#shared/flow/episode.ts";
import type { World } from "#shared/flow/world.ts";
import type { Attributes } from "#shared/state/facts.ts";

/** Learners in one block. */
export const BLOCK_LEARNERS = 256;

/** The block of a learner's row. */
export function blockOf(learner: number): number {
  return Math.floor(learner / BLOCK_LEARNERS);
}

type SavedFeatures = Record<number, unknown>;
type Instant = number | null;
type SavedEnrolment = [
  course: string,
  firstAt: Instant,
  startAt: Instant,
  enrolledAt: Instant,
  withdrawnAt: Instant,
  completedAt: Instant,
  SavedFeatures,
];

interface SavedLearner {
  f: SavedFeatures;
  e?: SavedEnrolment[];
  d?: number;
  l?: number;
  z?: string;
  a?: Attributes;
  p?: Episode[];
  r?: LearnerRecord;
}

interface SavedBlock {
  features: string[];
  learners: (SavedLearner | null)[];
}

function instant(value: number): Instant {
  return Number.isNaN(value) ? null : value;
}

/** The text of a block. */
export function encodeBlock(world: World, block: number): string {
  const features = [...world.facts.features.keys()];
  const learners: (SavedLearner | null)[] = [];
  const end = Math.min((block + 1) * BLOCK_LEARNERS, world.facts.ids.length);
  for (let learner = block * BLOCK_LEARNERS; learner < end; learner += 1) {
    learners.push(world.facts.ids[learner] === "" ? null : saveLearner(world, learner));
  }
  return JSON.stringify({ features, learners } satisfies SavedBlock);
}

function saveFeatures(world: World, row: number, scope: "learner" | "course"): SavedFeatures {
  const saved: SavedFeatures = {};
  let index = 0;
  for (const store of world.facts.features.values()) {
    const value = store.spec.scope === scope ? store.save(row) : null;
    if (value !== null) saved[index] = value;
    index += 1;
  }
  return saved;
}

function saveLearner(world: World, learner: number): SavedLearner {
  const { facts } = world;
  const saved: SavedLearner = { f: saveFeatures(world, learner, "learner") };
  const rows = facts.enrolmentsOf(learner);
  if (rows.length > 0) saved.e = rows.map((row) => saveEnrolment(world, row));
  const due = world.dueAt.get(learner);
  if (!Number.isNaN(due)) saved.d = due;
  const lastAt = facts.lastAt.get(learner);
  if (!Number.isNaN(lastAt)) saved.l = lastAt;
  const zone = facts.zones.get(learner);
  if (zone !== undefined) saved.z = zone;
  const attributes = facts.attributes[learner];
  if (attributes !== undefined) saved.a = attributes;
  const episodes = world.episodes.get(learner);
  if (episodes !== undefined) saved.p = episodes;
  const record = world.records.get(learner);
  if (record !== undefined) saved.r = record;
  return saved;
}

function saveEnrolment(world: World, row: number): SavedEnrolment {
  const table = world.facts.enrolments;
  const columns = [table.firstAt, table.startAt, table.enrolledAt, table.withdrawnAt, table.completedAt];
  const [a, b, c, d, e] = columns.map((column) => instant(column.get(row))) as [
    Instant,
    Instant,
    Instant,
    Instant,
    Instant,
  ];
  return [table.courseOf(row), a, b, c, d, e, saveFeatures(world, row, "course")];
}

/**
 * Puts a block's learners into the world, whose learners' ids are there already; gives how many it holds, from its first on. Features no
 * longer kept are passed over.
 */
export function decodeBlock(world: World, block: number, text: string): number {
  const saved = JSON.parse(text) as SavedBlock;
  const stores = saved.features.map((key) => world.facts.features.get(key));
  const restore = (row: number, features: SavedFeatures) => {
    for (const [index, value] of Object.entries(features)) stores[Number(index)]?.load(row, value);
  };
  for (const [offset, one] of saved.learners.entries()) {
    const learner = block * BLOCK_LEARNERS + offset;
    if (one === null || world.facts.ids[learner] === "") continue;
    restore(learner, one.f);
    for (const enrolment of one.e ?? []) restore(loadEnrolment(world, learner, enrolment), enrolment[6]);
    if (one.d !== undefined) world.setDue(learner, one.d);
    if (one.l !== undefined) world.facts.lastAt.set(learner, one.l);
    if (one.z !== undefined) world.facts.zones.set(learner, one.z);
    if (one.a !== undefined) world.facts.describe(learner, one.a);
    if (one.p !== undefined) world.episodes.set(learner, one.p);
    if (one.r !== undefined) world.records.set(learner, one.r);
  }
  return saved.learners.length;
}

function loadEnrolment(world: World, learner: number, saved: SavedEnrolment): number {
  const { enrolments } = world.facts;
  const row = world.facts.enrol(learner, saved[0]);
  const columns = [
    enrolments.firstAt,
    enrolments.startAt,
    enrolments.enrolledAt,
    enrolments.withdrawnAt,
    enrolments.completedAt,
  ];
  for (const [index, column] of columns.entries()) {
    const value = saved[index + 1] as Instant;
    if (value !== null) column.set(row, value);
  }
  return row;
}
