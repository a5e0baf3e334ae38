// What a backtest leaves to be counted: who was alerted and when, who left, what would have been sent on which day. Takes the news of one run.
import type { BacktestNews } from "#shared/flow/backtest.ts";
import type { EpisodeOutcome } from "#shared/flow/effect.ts";
import { localDay } from "#shared/kernel/zone.ts";

/** A tier entered. `at` is UTC ms; `learner` is the row in the run's world; `isOpening`: with it the episode began. */
export interface Alert {
  readonly learner: number;
  readonly subject: string;
  readonly tier: string;
  readonly at: number;
  readonly isOpening: boolean;
}

/** A churn event; `course` is null where it names none. */
export type Leaving = Omit<Extract<BacktestNews, { is: "left" }>, "is">;

/** Results by which somebody is reached, or would have been but for a holdout. */
const reaching: ReadonlySet<string> = new Set(["accepted", "withheld"]);

function add<K extends string>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The record. `zoneOf` gives the school's zone, for local days. */
export class BacktestRecord {
  readonly alerts: Alert[] = [];
  readonly leavings: Leaving[] = [];
  readonly ended = new Map<EpisodeOutcome, number>();
  /** Sends by `channel state`, and those that did not go out by `state reason`. */
  readonly states = new Map<string, number>();
  readonly reasons = new Map<string, number>();
  readonly held = new Map<string, number>();
  /** Accepted sends by local day (days since 1970-01-01) and channel. */
  readonly days = new Map<number, Map<string, number>>();
  readonly #episodes = new Set<number>();
  readonly #zoneOf: () => string;

  constructor(zoneOf: () => string) {
    this.#zoneOf = zoneOf;
  }

  /** Episodes opened. */
  get openedCount(): number {
    return this.#episodes.size;
  }

  /** Takes one piece of news. */
  take(news: BacktestNews): void {
    if (news.is === "entered") {
      const { learner, subject, tier, at, episode } = news;
      this.alerts.push({ learner, subject, tier, at, isOpening: !this.#episodes.has(episode) });
      this.#episodes.add(episode);
    } else if (news.is === "left") {
      const { is: _is, ...leaving } = news;
      this.leavings.push(leaving);
    } else if (news.is === "ended") add(this.ended, news.outcome);
    else if (news.is === "held") add(this.held, news.reason);
    else this.#settled(news);
  }

  #settled({ channel, state, reason, at }: Extract<BacktestNews, { is: "settled" }>): void {
    add(this.states, `${channel} ${state}`);
    if (!reaching.has(state) && reason !== null) add(this.reasons, `${state} ${reason}`);
    if (state !== "accepted") return;
    const day = localDay(this.#zoneOf(), at);
    const counts = this.days.get(day) ?? new Map<string, number>();
    add(counts, channel);
    this.days.set(day, counts);
  }
}
