// What an address says before the router is asked.

/** The strategy whose canvas it is; null for other pages. */
export function strategyIn(path: string): string | null {
  const id = /^\/strategies\/([^/]+)$/.exec(path)?.[1];
  return id === undefined ? null : decodeURIComponent(id);
}
