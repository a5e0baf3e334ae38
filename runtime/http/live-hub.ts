// Live counts for many pages: one question to the engine a second for each strategy that somebody watches, however many watch it, and
// to each only what changed.
import type { LiveView } from "#runtime/engine/live.ts";
import type { EngineApi } from "#runtime/engine/protocol.ts";

/** What a watcher hears: everything at first, then what changed. `id` names the state it leads to. */
export type LiveNews =
  | { id: string; event: "snapshot"; data: LiveView }
  | { id: string; event: "change"; data: LiveChange };

/** Nodes whose figures changed, and everything that is short. */
export type LiveChange = Omit<LiveView, "strategy" | "version">;

/** Most watchers at once; each holds a connection open. */
export const MOST_WATCHERS = 200;

/** How often a watched strategy is asked for (ms). */
const EVERY_MS = 1000;

/** A strategy that is watched. */
interface Watched {
  strategy: string;
  version: string | null;
  last: LiveView;
  hearers: Set<(news: LiveNews) => void>;
  timer: NodeJS.Timeout;
  isAsking: boolean;
}

/** Hands out counts. */
export class LiveHub {
  readonly #engine: Pick<EngineApi, "live">;
  readonly #watched = new Map<string, Watched>();
  /** Tells one run of the server from another: revisions begin anew with each. */
  readonly #run: string;
  #watcherCount = 0;

  constructor(engine: Pick<EngineApi, "live">, startedAt: number) {
    this.#engine = engine;
    this.#run = startedAt.toString(36);
  }

  /** Whether no further watcher is taken. */
  get isFull(): boolean {
    return this.#watcherCount >= MOST_WATCHERS;
  }

  /** Hears the counts until the returned function is called; `lastId` is the last that the watcher has. */
  async watch(
    strategy: string,
    version: string | null,
    lastId: string | undefined,
    hear: (news: LiveNews) => void,
  ): Promise<() => void> {
    const key = `${strategy} ${version ?? ""}`;
    const watched = this.#watched.get(key) ?? (await this.#begin(key, strategy, version));
    watched.hearers.add(hear);
    this.#watcherCount += 1;
    const id = this.#idOf(watched.last);
    if (lastId !== id) hear({ id, event: "snapshot", data: watched.last });
    return () => this.#leave(key, watched, hear);
  }

  async #begin(key: string, strategy: string, version: string | null): Promise<Watched> {
    const last = await this.#engine.live({ strategy, version, since: null });
    if (last === "same") throw new Error("an engine asked for everything answers everything");
    const known = this.#watched.get(key);
    if (known !== undefined) return known;
    const timer = setInterval(() => void this.#ask(watched), EVERY_MS);
    timer.unref();
    const watched: Watched = { strategy, version, last, hearers: new Set(), timer, isAsking: false };
    this.#watched.set(key, watched);
    return watched;
  }

  #leave(key: string, watched: Watched, hear: (news: LiveNews) => void): void {
    if (!watched.hearers.delete(hear)) return;
    this.#watcherCount -= 1;
    if (watched.hearers.size > 0) return;
    clearInterval(watched.timer);
    this.#watched.delete(key);
  }

  /** A second has passed. An engine that is slow to answer, or has stopped, is asked again later. */
  async #ask(watched: Watched): Promise<void> {
    if (watched.isAsking) return;
    watched.isAsking = true;
    try {
      const { strategy, version, last } = watched;
      const next = await this.#engine.live({ strategy, version, since: last.revision });
      if (next === "same") return;
      watched.last = next;
      const news: LiveNews = { id: this.#idOf(next), event: "change", data: changeOf(last, next) };
      for (const hear of watched.hearers) hear(news);
    } catch {
      // The page says by its own means that the server is not well; the counts go on when it is.
    } finally {
      watched.isAsking = false;
    }
  }

  #idOf({ revision }: LiveView): string {
    return `${this.#run}.${revision}`;
  }
}

/** What differs between two states. */
export function changeOf(before: LiveView, { strategy: _strategy, version: _version, ...now }: LiveView): LiveChange {
  const isNew = ([id, node]: [string, unknown]) => JSON.stringify(before.nodes[id]) !== JSON.stringify(node);
  return { ...now, nodes: Object.fromEntries(Object.entries(now.nodes).filter(isNew)) };
}
