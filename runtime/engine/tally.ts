// The tally: how often each node of each version was entered and left, who is there now, and what waits; kept with every effect, so
// that the live view never counts. Totals are saved with the commit, what is here now is counted once from the world.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import type { Effect } from "#shared/flow/effect.ts";
import type { Episode } from "#shared/flow/episode.ts";
import type { World } from "#shared/flow/world.ts";
import type { Send } from "./send.ts";

/** One node's figures. `here`: paths that wait, of a tier its open episodes. `counts`: `entered`, `left <port>`, `on <tier>`, `promise <state>`. */
export interface NodeTally {
  here: number;
  counts: Map<string, number>;
}

/** One version's nodes. */
export interface VersionTally {
  strategy: string;
  version: string;
  open: number;
  nodes: Map<string, NodeTally>;
}

/** The figures. */
export class Tally {
  readonly #versions = new Map<string, VersionTally>();
  /** Sends that wait, by strategy and reason; `""` where none was given. */
  readonly #waiting = new Map<string, Map<string, number>>();
  readonly #revisions = new Map<string, number>();
  readonly #changed = new Map<NodeTally, { of: VersionTally; node: string; whats: Set<string> }>();
  #revision = 0;
  #isStale = true;

  /** Takes what `advance` asked for. */
  take(effect: Effect): void {
    switch (effect.is) {
      case "decided":
        this.#decided(effect);
        return;
      case "left": {
        const node = this.#count(effect.episode, effect.node, `left ${effect.port ?? ""}`);
        node.here -= 1;
        return;
      }
      case "opened":
        this.#version(effect.episode.strategy, effect.episode.version).open += 1;
        return;
      case "ended":
        this.#ended(effect.episode);
        return;
      case "tiered":
        if (effect.from.version !== effect.episode.version) this.#isStale = true;
        else this.#node(effect.episode, effect.from.tier).here -= 1;
        return;
      case "promise":
        this.#count(effect.episode, effect.tier, `promise ${effect.state}`);
    }
  }

  /** A send waits, or waits no more, or for another reason. */
  waits(send: Send, reason: string | null, by: 1 | -1): void {
    const reasons = this.#waiting.get(send.strategy) ?? new Map<string, number>();
    this.#waiting.set(send.strategy, reasons);
    const key = reason ?? "";
    const count = (reasons.get(key) ?? 0) + by;
    if (count === 0) reasons.delete(key);
    else reasons.set(key, count);
    this.#touch(send.strategy);
  }

  /** Sends that wait, by reason: of one strategy, or of all. */
  waiting(strategy: string | null): Record<string, number> {
    const sum: Record<string, number> = {};
    for (const [id, reasons] of this.#waiting) {
      if (strategy !== null && id !== strategy) continue;
      for (const [reason, count] of reasons) sum[reason] = (sum[reason] ?? 0) + count;
    }
    return sum;
  }

  /** The number of a strategy's last change; it counts from 0 at every start. */
  revisionOf(strategy: string): number {
    return this.#revisions.get(strategy) ?? 0;
  }

  /** The versions of a strategy that ever did something. */
  versionsOf(strategy: string, world: World): VersionTally[] {
    if (this.#isStale) this.#recount(world);
    return [...this.#versions.values()].filter((one) => one.strategy === strategy);
  }

  /** Open episodes by strategy and tier. */
  openByTier(world: World): { strategy: string; tier: string; count: number }[] {
    if (this.#isStale) this.#recount(world);
    const rows: { strategy: string; tier: string; count: number }[] = [];
    for (const { strategy, nodes } of this.#versions.values()) {
      for (const [tier, { here, counts }] of nodes) {
        if (here > 0 && counts.has("tiered")) rows.push({ strategy, tier, count: here });
      }
    }
    return rows;
  }

  /** Reads the totals. */
  load(db: EngineDb): void {
    for (const row of db.sql("SELECT version, strategy, node, what, count FROM flow_counts").all()) {
      const node = this.#nodeOf(this.#version(String(row["strategy"]), String(row["version"])), String(row["node"]));
      node.counts.set(String(row["what"]), Number(row["count"]));
    }
  }

  /** Writes the totals that changed, inside the caller's transaction. */
  save(db: EngineDb): void {
    if (this.#changed.size === 0) return;
    const write = db.sql(
      `INSERT INTO flow_counts (version, strategy, node, what, count) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (version, node, what) DO UPDATE SET count = excluded.count`,
    );
    for (const [{ counts }, { of, node, whats }] of this.#changed) {
      for (const what of whats) write.run(of.version, of.strategy, node, what, counts.get(what) ?? 0);
    }
    this.#changed.clear();
  }

  /** Whether something waits to be written. */
  get isChanged(): boolean {
    return this.#changed.size > 0;
  }

  #decided({ episode, node, kind, evidence }: Extract<Effect, { is: "decided" }>): void {
    const entered = this.#count(episode, node, "entered");
    entered.here += 1;
    if (kind !== "tier") return;
    this.#count(episode, node, "tiered");
    for (const signal of Object.keys(evidence ?? {})) this.#count(episode, signal, `on ${node}`);
  }

  #ended(episode: Episode): void {
    this.#version(episode.strategy, episode.version).open -= 1;
    this.#node(episode, episode.tier).here -= 1;
    this.#touch(episode.strategy);
  }

  #count(episode: Episode, id: string, what: string): NodeTally {
    const of = this.#version(episode.strategy, episode.version);
    const node = this.#nodeOf(of, id);
    node.counts.set(what, (node.counts.get(what) ?? 0) + 1);
    const changed = this.#changed.get(node);
    if (changed === undefined) this.#changed.set(node, { of, node: id, whats: new Set([what]) });
    else changed.whats.add(what);
    this.#touch(episode.strategy);
    return node;
  }

  #touch(strategy: string): void {
    this.#revision += 1;
    this.#revisions.set(strategy, this.#revision);
  }

  #node(episode: Episode, id: string): NodeTally {
    return this.#nodeOf(this.#version(episode.strategy, episode.version), id);
  }

  #nodeOf({ nodes }: VersionTally, id: string): NodeTally {
    let node = nodes.get(id);
    if (node === undefined) {
      node = { here: 0, counts: new Map() };
      nodes.set(id, node);
    }
    return node;
  }

  #version(strategy: string, version: string): VersionTally {
    let tally = this.#versions.get(version);
    if (tally === undefined) {
      tally = { strategy, version, open: 0, nodes: new Map() };
      this.#versions.set(version, tally);
    }
    return tally;
  }

  /** Counts who is where from the world: at a start, and when episodes moved to another version. */
  #recount(world: World): void {
    for (const tally of this.#versions.values()) {
      tally.open = 0;
      for (const node of tally.nodes.values()) node.here = 0;
    }
    for (const episodes of world.episodes.values()) {
      for (const episode of episodes) {
        const tally = this.#version(episode.strategy, episode.version);
        tally.open += 1;
        this.#nodeOf(tally, episode.tier).here += 1;
        for (const path of episode.paths) this.#nodeOf(tally, path.node).here += 1;
      }
    }
    this.#isStale = false;
  }
}
