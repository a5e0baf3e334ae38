// Scenes for the tests of signals: a timeline written as lines, folded for one learner in March 2025 (UTC unless a zone
// is given), and readings printed as lines of a table.
import type { LearnerEvent } from "#shared/event/check.ts";
import { normalisePauses, type Pause } from "#shared/kernel/pause.ts";
import { type Attributes, Facts } from "#shared/state/facts.ts";
import { type SignalDef, signalKind } from "./all.ts";
import type { CohortFigure, Reading, SignalView } from "./kind.ts";

/** What a scene may set besides its events; `course` names the enrolment to read. */
export interface SceneOptions {
  zone?: string;
  pauses?: readonly Pause[];
  attributes?: Attributes;
  cohort?: CohortFigure;
  course?: string;
  key?: string;
  readings?: Readonly<Record<string, Reading>>;
}

/** The instant (UTC ms) of "03-10T09:00", with seconds if written, in 2025. */
export function at(text: string): number {
  return Date.parse(`2025-${text}Z`);
}

/** A pause between two instants as `at` reads them. */
export function pause(from: string, to: string): Pause {
  return { from: at(from), to: at(to) };
}

function dataValue(text: string): string | number {
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

/** The events of lines "03-10T09:00 lesson.completed math score=80": instant, type, course if any, data. */
export function timeline(text: string): LearnerEvent[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, index) => {
    const [time = "", type = "", ...rest] = line.trim().split(/\s+/);
    const pairs = rest.filter((part) => part.includes("=")).map((part) => part.split("="));
    const data = Object.fromEntries(pairs.map(([name = "", value = ""]) => [name, dataValue(value)]));
    const course = rest.find((part) => !part.includes("=")) ?? null;
    return { id: String(index), type, learner: "li", at: at(time), course, data: pairs.length === 0 ? null : data };
  });
}

/** Folds events for one learner and gives the reading at any instant. */
export function scene(
  def: SignalDef,
  events: readonly LearnerEvent[],
  options: SceneOptions = {},
): (now: number) => Reading {
  const kind = signalKind(def.kind);
  const facts = new Facts();
  facts.schoolZone = options.zone ?? "UTC";
  const stores = kind.features(def).map((spec) => facts.keep(spec));
  const learner = facts.learner("li");
  for (const event of events) facts.fold(learner, event);
  const pauses = normalisePauses(options.pauses ?? []);
  const { course, key = null, attributes = {}, cohort = null, readings } = options;
  return (now) => {
    const view: SignalView = {
      now,
      facts,
      learner,
      enrolment: course === undefined ? -1 : facts.enrolmentOf(learner, course),
      key,
      zone: facts.zoneOf(learner),
      pauses,
      attr: (name) => attributes[name],
      cohort: () => cohort,
      ...(readings === undefined ? {} : { readingOf: (id: string) => readings[id] as Reading }),
    };
    return kind.read(def, stores, view);
  };
}

function timeText(instant: number | null): string {
  if (instant === null) return "-";
  return new Date(instant)
    .toISOString()
    .slice(5, -1)
    .replace(/\.000$/, "")
    .replace(/:00$/, "");
}

function lineOf(now: string, reading: Reading): string {
  const { isOn, since, nextAt, evidence } = reading;
  const figures = Object.entries(evidence ?? {}).map(([name, value]) => {
    return `${name}=${name.endsWith("At") && typeof value === "number" ? timeText(value) : value}`;
  });
  return [now, isOn ? "on" : "off", timeText(since), timeText(nextAt), ...figures].join(" ");
}

/** A table with its spaces evened out, a line per row. */
export function rows(table: string): string[] {
  return table
    .split("\n")
    .map((line) => line.trim().replace(/\s+/g, " "))
    .filter((line) => line !== "");
}

/** The readings at the instants of a table's first column, as rows: instant, on/off, since, next, evidence. */
export function readRows(read: (now: number) => Reading, table: string): string[] {
  return rows(table).map((row) => {
    const now = row.split(" ")[0] ?? "";
    return lineOf(now, read(at(now)));
  });
}
