// When the log's files are looked after: soon after an erasure, and once a day. One round at a time; one that fails is tried again.
import type { EngineClient } from "#runtime/engine/client.ts";

/** Rounds after erasures wait for more of them (ms), one that failed is tried again, and those that only time asks for are a day apart. */
const SOON_MS = 60_000;
const RETRY_MS = 600_000;
const DAILY_MS = 86_400_000;

/** How many items were erased in a round, and how many files compacted. */
export type Round = Awaited<ReturnType<EngineClient["rewriteLog"]>>;

/** Looks after the log. */
export interface LogRounds {
  /** Something was erased. */
  soon(): void;
  /** Does a round now, after the one under way. */
  now(): Promise<Round>;
  stop(): void;
}

/** Rounds of an engine; `failed` hears of one that failed. */
export function createLogRounds(
  engine: Pick<EngineClient, "logCare" | "logCared" | "rewriteLog">,
  failed: (error: unknown) => void,
): LogRounds {
  let timer: NodeJS.Timeout | null = null;
  let dueAt = Number.POSITIVE_INFINITY;
  let isStopped = false;
  let round: Promise<unknown> = Promise.resolve();
  const once = async (): Promise<Round> => {
    const care = await engine.logCare();
    if (care.erasures.length === 0 && care.compact === null) return { erased: 0, compacted: 0 };
    const cared = await engine.rewriteLog(care);
    await engine.logCared(care);
    return cared;
  };
  const now = () => {
    const next = round.catch(() => {}).then(once); // whoever asked for the one before hears of its failure
    round = next;
    return next;
  };
  /** The sooner of two plans stands, so that one erasure after the other does not put the round off. */
  const plan = (ms: number) => {
    const at = performance.now() + ms;
    if (isStopped || at >= dueAt) return;
    if (timer !== null) clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(() => {
      dueAt = Number.POSITIVE_INFINITY;
      now().then(
        () => plan(DAILY_MS),
        (error: unknown) => {
          failed(error);
          plan(RETRY_MS);
        },
      );
    }, ms);
    timer.unref();
  };
  plan(SOON_MS);
  return {
    soon: () => plan(SOON_MS),
    now,
    stop: () => {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
