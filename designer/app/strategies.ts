// The list of strategies as data: the question for it, what of it is shown, and where in the address that stands.
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import type { Api } from "#designer/api/client.tsx";
import type { Locale } from "#designer/text/locale.ts";
import { tagOf } from "#designer/text/locale.ts";
import type { AnswerOf } from "#shared/api/contract.ts";
import { listStrategies } from "#shared/api/strategies.ts";

/** A strategy in the list. */
export type Summary = AnswerOf<typeof listStrategies>["items"][number];

/** The question for all strategies. */
export function strategiesQuery(api: Api) {
  return queryOptions({ queryKey: ["strategies"], queryFn: () => api.call(listStrategies) });
}

/** What of the list is shown, as the address says it; what it says wrongly is left out. */
export const strategiesSearch = z.object({
  q: z.string().optional().catch(undefined),
  state: z.enum(["draft", "live", "observe", "paused", "archived"]).optional().catch(undefined),
  open: z.enum(["new", "gallery"]).optional().catch(undefined),
});
/** See `strategiesSearch`. */
export type StrategiesSearch = z.output<typeof strategiesSearch>;

/** A strategy's name in the person's language, else in the other, else its id. */
export function nameOf({ id, name }: { id: string; name: unknown }, locale: Locale): string {
  const names = typeof name === "object" && name !== null ? (name as Record<string, unknown>) : {};
  const found = [names[tagOf(locale)], names["zh-CN"], names.en].find((one) => typeof one === "string" && one !== "");
  return typeof found === "string" ? found : id;
}

/** The address of a strategy's canvas. */
export function pathOf(id: string): string {
  return `/strategies/${id}`;
}

/** The strategies that a search shows, lately changed first. Without a state, archived ones are left out. */
export function shown(items: readonly Summary[], { q = "", state }: StrategiesSearch): Summary[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const isOf = (item: Summary) => (state === undefined ? item.state !== "archived" : item.state === state);
  const textOf = ({ id, name }: Summary) => [id, ...Object.values(name)].join(" ").toLowerCase();
  return items
    .filter((item) => isOf(item) && words.every((word) => textOf(item).includes(word)))
    .sort((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt));
}

/** How many strategies there are of each state; `all` without archived ones. */
export function countsOf(items: readonly Summary[]): Record<Summary["state"] | "all", number> {
  const counts = { all: 0, draft: 0, live: 0, observe: 0, paused: 0, archived: 0 };
  for (const { state } of items) {
    counts[state] += 1;
    if (state !== "archived") counts.all += 1;
  }
  return counts;
}
