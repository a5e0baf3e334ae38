// Open event streams: who listens for a learner's inbox, and the end of all of them when the server stops.
import type { EngineNews } from "#runtime/engine/protocol.ts";

/** Listeners by learner; `close` ends every open stream. */
export interface Live {
  /** Hands the engine's news to those who listen: a new in-app message. */
  publish(news: EngineNews): void;
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
    publish(news) {
      if (news.news !== "inbox") return;
      for (const hear of byLearner.get(news.learner) ?? []) hear(news.item);
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
