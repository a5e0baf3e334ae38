// One learner as data: the profile read with care, and the pages of the time line.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import type { Api } from "#designer/api/client.tsx";
import { getTrail, type TrailGroup, type TrailRow, trailGroups } from "#shared/api/trail.ts";
import { getLearner } from "#shared/api/work.ts";
import { dayOf } from "./entry.ts";
import { numberOf, recordOf, textOf } from "./entry-parts.ts";
import type { LearnerSearch } from "./search.ts";

const groups = z
  .string()
  .transform((text) => trailGroups.filter((group) => text.split(",").includes(group)))
  .optional()
  .catch(undefined);

/** The groups that a search asks for; all where it names none. */
export function groupsOf(search: LearnerSearch): readonly TrailGroup[] {
  const named = groups.parse(search.groups);
  return named === undefined || named.length === 0 ? trailGroups : named;
}

/** The question for what is known of a learner. */
export function learnerQuery(api: Api, id: string) {
  return queryOptions({
    queryKey: ["learner", id],
    queryFn: async () => readLearner(await api.call(getLearner, { params: { id } })),
  });
}

/** The question for the time line, page by page. */
export function trailQuery(api: Api, id: string, search: LearnerSearch) {
  const named = groupsOf(search);
  return infiniteQueryOptions({
    queryKey: ["learner", id, "trail", search],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      api.call(getTrail, {
        params: { id },
        query: {
          limit: 100,
          order: search.order ?? "newest",
          ...(named.length === trailGroups.length ? {} : { groups: named.join(",") }),
          ...(search.strategy === undefined ? {} : { strategy: search.strategy }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
      }),
    getNextPageParam: ({ next }) => next,
  });
}

/** An address or a figure by name. */
export type Named = readonly (readonly [string, string])[];

/** An episode of a learner. */
export interface EpisodeView {
  readonly strategy: string;
  readonly subject: string;
  readonly number: number;
  readonly tier: string;
  readonly tierAt: string | null;
  readonly isOpen: boolean;
  readonly isHoldout: boolean;
}

/** A learner as the page shows them; instants are ISO-8601. */
export interface LearnerCard {
  readonly id: string;
  readonly name: string | null;
  readonly isOptedOut: boolean;
  readonly nextDueAt: string | null;
  readonly addresses: Named;
  readonly consent: Readonly<Record<string, boolean>>;
  readonly guardian: { readonly name: string | null; readonly addresses: Named } | null;
  readonly attributes: Named;
  readonly enrolments: readonly { readonly course: string; readonly startAt: string | null; readonly end: string }[];
  readonly episodes: readonly EpisodeView[];
}

function namedOf(value: unknown): Named {
  return Object.entries(recordOf(value)).map(([name, one]) => [
    name,
    Array.isArray(one) ? one.join(", ") : String(one),
  ]);
}

function flagsOf(value: unknown): Record<string, boolean> {
  return Object.fromEntries(
    Object.entries(recordOf(value)).filter((one): one is [string, boolean] => typeof one[1] === "boolean"),
  );
}

function listOfRecords(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}

function episodeOf(row: Readonly<Record<string, unknown>>): EpisodeView {
  return {
    strategy: textOf(row.strategy) ?? "",
    subject: textOf(row.subject) ?? "",
    number: numberOf(row.number) ?? 1,
    tier: textOf(row.tier) ?? "",
    tierAt: textOf(row.tierAt),
    isOpen: row.endedAt === null || row.endedAt === undefined,
    isHoldout: row.isHoldout === true,
  };
}

/** Reads an answer of `getLearner`. */
export function readLearner(answer: Readonly<Record<string, unknown>>): LearnerCard {
  const profile = recordOf(answer.profile);
  const guardian = recordOf(profile.guardian);
  return {
    id: textOf(answer.id) ?? "",
    name: textOf(profile.name),
    isOptedOut: answer.isOptedOut === true,
    nextDueAt: textOf(answer.nextDueAt),
    addresses: namedOf(profile.addresses),
    consent: flagsOf(profile.consent),
    guardian:
      Object.keys(guardian).length === 0
        ? null
        : { name: textOf(guardian.name), addresses: namedOf(guardian.addresses) },
    attributes: namedOf(answer.attributes),
    enrolments: listOfRecords(answer.enrolments).map((one) => ({
      course: textOf(one.course) ?? "",
      startAt: textOf(one.startAt),
      end: textOf(one.end) ?? "open",
    })),
    episodes: listOfRecords(answer.episodes).map(episodeOf),
  };
}

/**
 * The rows without decisions that were carried out at once: the row of what became of the send says all that they do. Rows of one send
 * share `refs.decision`.
 */
export function withoutEchoes(rows: readonly TrailRow[]): TrailRow[] {
  const keyOf = ({ at, refs }: TrailRow) => `${refs.decision} ${at}`;
  const settled = new Set(rows.filter(({ kind }) => kind === "send.settled").map(keyOf));
  return rows.filter((row) => row.kind !== "send.decided" || !settled.has(keyOf(row)));
}

/** Rows of one school-local day. */
export interface Day {
  readonly day: string;
  readonly rows: readonly TrailRow[];
}

/** The rows by day, in the order in which they came. */
export function byDay(rows: readonly TrailRow[], zone: string): Day[] {
  const days: { day: string; rows: TrailRow[] }[] = [];
  for (const row of rows) {
    const day = dayOf(row.at, zone);
    const last = days.at(-1);
    if (last?.day === day) last.rows.push(row);
    else days.push({ day, rows: [row] });
  }
  return days;
}
