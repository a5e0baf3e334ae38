// Instants as answers show them: ISO-8601 in UTC. Inside they are UTC ms.

/** The text of an instant (UTC ms). */
export function iso(at: number): string {
  return new Date(at).toISOString();
}

/** The same, null for none. */
export function isoOrNull(at: number | null): string | null {
  return at === null || Number.isNaN(at) ? null : iso(at);
}
