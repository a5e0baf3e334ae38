// What pages ask the engine, as plain data that crosses threads. Every answer is as the routes give it: instants as ISO-8601.
import type { Issue } from "#shared/kernel/issue.ts";
import type { BehindPage, BehindQuery } from "./behind.ts";
import type { CoursePage } from "./course-list.ts";
import type { LiveQuery, LiveView } from "./live.ts";
import type { Overview } from "./overview.ts";
import type { PeoplePage, PeopleQuery } from "./people.ts";
import type { QuarantineItem, QuarantineQuery } from "./quarantine.ts";
import type { ExperimentList, ReportAsk, ReportParts } from "./report-parts.ts";
import type { LearnerPage, SearchQuery } from "./search.ts";
import type { TaskCard } from "./task-card.ts";
import type { TaskPage, TaskQuery } from "./task-list.ts";
import type { TrailPage, TrailPart, TrailQuery } from "./trail-order.ts";

/** An answer, or what is wrong with the question. */
export type Asked<T> = Promise<T | { issue: Issue }>;

/** Sizes of the engine's files (bytes) and the state of its strategies. */
export interface EngineSizes {
  folder: string;
  logBytes: number;
  logFiles: number;
  storeBytes: number;
  strategies: { id: string; state: "live" | "observe" | "paused"; version: string }[];
}

/** The reads of the designer's pages; each holds the engine's thread for a few milliseconds at a time at most. */
export interface ViewApi {
  /** A strategy's counts; `same` where nothing changed since the revision that the asker has. */
  live(query: LiveQuery): Promise<LiveView | "same">;
  people(query: PeopleQuery): Asked<PeoplePage>;
  overview(): Promise<Overview>;
  search(query: SearchQuery): Asked<LearnerPage>;
  courses(query: { cursor: string | null; limit: number }): Asked<CoursePage>;
  tasks(query: TaskQuery): Asked<TaskPage>;
  taskCard(send: number): Promise<TaskCard | null>;
  quarantine(query: QuarantineQuery): Asked<{ rows: QuarantineItem[]; next: string | null }>;
  quarantined(id: number): Asked<QuarantineItem>;
  /** A page of a learner's trail; null for one who is not known. */
  trail(query: TrailQuery): Promise<TrailPage | null>;
  /** The ledgers' part of it. */
  trailPart(query: TrailQuery): Promise<TrailPart | null>;
  sizes(): Promise<EngineSizes>;
  /** What a strategy's report is made of. */
  reportParts(strategy: string, ask: ReportAsk): Promise<ReportParts>;
  /** Experiments with their cells and looks: that of a salt, or all. */
  experiments(salt: string | null): Promise<ExperimentList>;
  /** The learners behind a number. */
  behind(query: BehindQuery): Asked<BehindPage>;
}
