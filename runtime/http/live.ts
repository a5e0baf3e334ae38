// Open event streams: who listens for a learner's inbox or for changes of tasks, and the end of all of them when the server stops.
import type { EngineNews } from "#runtime/engine/protocol.ts";

/** Listeners by learner; `close` ends every open stream. */
export interface Live {
  /** Hands the engine's news to those who listen: a new in-app message, a change of tasks. */
  publish(news: EngineNews): void;
  /** Listens until the returned function is called. */
  onInbox(learner: string, hear: (item: Record<string, unknown>) => void): () => void;
  /** Listens for changes of tasks, at most once in `everyMs`, until the returned function is called. */
  onTasks(hear: () => void, everyMs: number): () => void;
  /** How many listen for changes of tasks. */
  readonly taskHearerCount: number;
  /** Runs `end` when the server stops, unless the returned function was called before. */
  onClose(end: () => void): () => void;
  close(): void;
}

/** An empty set of listeners. */
export function createLive(): Live {
  const byLearner = new Map<string, Set<(item: Record<string, unknown>) => void>>();
  const ofTasks = new Set<() => void>();
  const ends = new Set<() => void>();
  return {
    publish(news) {
      if (news.news === "tasks") for (const hear of ofTasks) hear();
      if (news.news === "inbox") for (const hear of byLearner.get(news.learner) ?? []) hear(news.item);
    },
    onInbox(learner, hear) {
      const hearers = byLearner.get(learner) ?? new Set();
      byLearner.set(learner, hearers.add(hear));
      return () => {
        hearers.delete(hear);
        if (hearers.size === 0 && byLearner.get(learner) === hearers) byLearner.delete(learner);
      };
    },
    onTasks(hear, everyMs) {
      const paced = pace(hear, everyMs);
      ofTasks.add(paced.hear);
      return () => {
        ofTasks.delete(paced.hear);
        paced.stop();
      };
    },
    get taskHearerCount() {
      return ofTasks.size;
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

/** Hears at once, and what comes within `everyMs` after that as one, when they are over. */
function pace(hear: () => void, everyMs: number): { hear: () => void; stop: () => void } {
  let timer: NodeJS.Timeout | null = null;
  let isDue = false;
  const rest = () => {
    isDue = false;
    hear();
    timer = setTimeout(() => {
      timer = null;
      if (isDue) rest();
    }, everyMs);
    timer.unref();
  };
  return {
    hear: () => {
      if (timer === null) rest();
      else isDue = true;
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
