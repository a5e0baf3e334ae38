// What an address says before the router is asked.

/** The page of one strategy that it is; null for other pages. */
export function strategyPageIn(path: string): { strategy: string; page: "canvas" | "report" } | null {
  const found = /^\/strategies\/([a-z0-9-]+)(\/report)?$/.exec(path);
  if (found?.[1] === undefined) return null;
  return { strategy: found[1], page: found[2] === undefined ? "canvas" : "report" };
}

/** The first question of the page at an address, where it can be told from that alone. */
export function firstQuestionOf({ pathname, search }: Pick<Location, "pathname" | "search">): string | null {
  const at = strategyPageIn(pathname);
  if (at?.page === "canvas") return `/api/strategies/${at.strategy}`;
  return at?.page === "report" && search === "" ? `/api/reports/strategies/${at.strategy}` : null;
}
