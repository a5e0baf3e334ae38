// What an address says before the router is asked.

/** The strategy whose canvas it is; null for other pages. */
export function strategyIn(path: string): string | null {
  return /^\/strategies\/([a-z0-9-]+)$/.exec(path)?.[1] ?? null;
}
