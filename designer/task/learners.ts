// The list of learners as data: its pages, and what tiers and strategies are called.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Api } from "#designer/api/client.tsx";
import type { Text } from "#designer/text/say.tsx";
import { addressOf } from "#shared/api/client.ts";
import type { AnswerOf } from "#shared/api/contract.ts";
import { getOverview } from "#shared/api/overview.ts";
import { listStrategies } from "#shared/api/strategies.ts";
import { listCourses, listLearners } from "#shared/api/trail.ts";
import { nameText } from "./entry-parts.ts";
import type { LearnersSearch } from "./search.ts";

/** A learner in the list. */
export type LearnerRow = AnswerOf<typeof listLearners>["rows"][number];

const PAGE = 100;

/** What of the search narrows the list. */
export function narrowing({ open: _open, ...rest }: LearnersSearch): Omit<LearnersSearch, "open"> {
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
}

/** The question for the learners that a search shows, page by page. */
export function learnersQuery(api: Api, search: LearnersSearch) {
  const asked = narrowing(search);
  return infiniteQueryOptions({
    queryKey: ["learners", asked],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      api.call(listLearners, {
        query: { ...asked, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    getNextPageParam: ({ next }) => next,
  });
}

/** Where the same list is as a file. */
export function csvAddress(search: LearnersSearch): string {
  return addressOf(listLearners.path, {}, { ...narrowing(search), format: "csv" });
}

/** What can be chosen from: strategies with their tiers, and courses. */
export function choicesQuery(api: Api) {
  return queryOptions({
    queryKey: ["learners", "choices"],
    staleTime: 60_000,
    queryFn: async () => {
      const [{ items }, { today }, courses] = await Promise.all([
        api.call(listStrategies),
        api.call(getOverview),
        api.call(listCourses, { query: { limit: 1000 } }),
      ]);
      return {
        strategies: items.map(({ id, name }) => ({ id, name: nameText(name, id) })),
        tiers: today.tiers.map(({ strategy, tier, tierName, rank }) => ({
          strategy,
          id: tier,
          rank,
          name: nameText(tierName, tier),
        })),
        courses: courses.rows.map(({ id, title }) => ({ id, title: title ?? id })),
      };
    },
  });
}
/** The address of a learner's page. */
export function pathOfLearner(id: string): string {
  return `/learners/${encodeURIComponent(id)}`;
}

/** See `choicesQuery`. */
export interface Choices {
  readonly strategies: readonly { readonly id: string; readonly name: Text }[];
  readonly tiers: readonly {
    readonly strategy: string;
    readonly id: string;
    readonly rank: number | null;
    readonly name: Text;
  }[];
  readonly courses: readonly { readonly id: string; readonly title: string }[];
}

/** What a tier is called, as far as is known. */
export function tierName(choices: Choices | undefined, strategy: string, tier: string): Text {
  const known = choices?.tiers.find((one) => one.strategy === strategy && one.id === tier);
  return known?.name ?? { zh: tier, en: tier };
}
