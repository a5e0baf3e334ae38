// Open event streams: who listens for a learner's inbox, and the end of all of them when the server stops.

/** Listeners by learner; `close` ends every open stream. */
export interface Live {
  /** Hands a new in-app message to those who listen. */
  tellInbox(learner: string, item: Record<string, unknown>): void;
  /** Listens until the returned function is called. */
  onInbox(learner: string, hear: (item: Record<string, unknown>) => void): () => void;
  /** Runs `end` when the server stops, unless the returned function was called before. */
  onClose(end: () => void): () => void;
  close(): void;
}

/** An empty set of listeners. */
export function createLive(): Live {
  const byLearner = new Map<string, Set<(item: Record<string, unknown>) => void>>();
  const ends = new Set<() => void>();
  return {
    tellInbox(learner, item) {
      for (const hear of byLearner.get(learner) ?? []) hear(item);
    },
    onInbox(learner, hear) {
      const hearers = byLearner.get(learner) ?? new Set();
      byLearner.set(learner, hearers.add(hear));
      return () => {
        hearers.delete(hear);
        if (hearers.size === 0 && byLearner.get(learner) === hearers) byLearner.delete(learner);
      };
    },
    onClose(end) {
      ends.add(end);
      return () => void ends.delete(end);
    },
    close() {
      for (const end of [...ends]) end();
      ends.clear();
    },
  };
}
