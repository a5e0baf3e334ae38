// The doctor: every promise that can be read off ledgers, log and world, as one named query each. Reads only.
import { damagedLog, damagedStore, miscounted, unapplied, unbalanced } from "./doctor-books.ts";
import { strayCells } from "./doctor-cells.ts";
import { brokenChains, changedSends } from "./doctor-chains.ts";
import { History } from "./doctor-history.ts";
import {
  acceptedTwice,
  lostSteps,
  sameKey,
  strangeEnds,
  strayEpisodes,
  stuckEpisodes,
  stuckSends,
  unpairedSends,
} from "./doctor-ledgers.ts";
import type { Breach } from "./doctor-pieces.ts";
import { aboveCaps, afterOptOut, type Examined, inQuietHours, toHoldout, withheldYetSent } from "./doctor-sends.ts";
import { early, lostEarly } from "./doctor-timers.ts";
import type { Engine } from "./engine.ts";
import { keyTextOf } from "./ledger-columns.ts";
import type { Finding } from "./protocol.ts";
import { finish, type Steps } from "./slices.ts";

/** One invariant: what breaks it, as decision ids or in words. */
interface Invariant {
  name: string;
  breaches(view: Examined): Iterable<Breach>;
}

/** Most examples of a finding. */
const MOST_EXAMPLES = 5;

/** The invariants, by hand: a new one is one function and one line here. */
export const invariants: readonly Invariant[] = [
  { name: "a decision key is decided once", breaches: sameKey },
  { name: "a decision ends once and never before it is made", breaches: strangeEnds },
  { name: "a decision has ended or an open episode waits at it", breaches: lostSteps },
  { name: "a send is a decision to send, and the other way round", breaches: unpairedSends },
  { name: "a send is accepted once", breaches: acceptedTwice },
  { name: "a send that waits has a path that waits for it", breaches: stuckSends },
  { name: "nothing is sent in quiet hours", breaches: inQuietHours },
  { name: "nothing is sent above a cap", breaches: aboveCaps },
  { name: "nothing is sent after an opt-out", breaches: afterOptOut },
  { name: "nothing is sent to a holdout", breaches: toHoldout },
  { name: "nothing that is withheld leaves", breaches: withheldYetSent },
  { name: "an open episode has a next thing", breaches: stuckEpisodes },
  { name: "the world and the ledger agree on open episodes", breaches: strayEpisodes },
  { name: "no timer fires early", breaches: early },
  { name: "no episode is lost early", breaches: lostEarly },
  { name: "the books balance", breaches: unbalanced },
  { name: "the books equal a recount", breaches: miscounted },
  { name: "the cells of reports equal a recount of their units", breaches: strayCells },
  { name: "the ledgers' chains are whole", breaches: brokenChains },
  { name: "no row of the send ledger has changed by itself", breaches: changedSends },
  { name: "the store is whole", breaches: damagedStore },
  { name: "the log is whole", breaches: damagedLog },
  { name: "all that is logged is applied", breaches: unapplied },
];

/** The invariants without which nothing may be sent (P13). */
export const wholeness: ReadonlySet<string> = new Set([
  "the ledgers' chains are whole",
  "no row of the send ledger has changed by itself",
  "the store is whole",
  "the log is whole",
]);

/** Examines everything at once, the store's file included; see `examineSteps`. */
export function examine(engine: Engine): Finding[] {
  return finish(examineSteps(engine, true));
}

/**
 * Examines everything; a finding for each invariant, with count 0 where it holds. Expects what is gathered to be committed at the start
 * and after every rest. A store that is not `isStill` is read row by row instead of being checked whole, which cannot rest.
 */
export function* examineSteps(engine: Engine, isStill: boolean): Steps<Finding[]> {
  const history = new History(engine);
  yield* history.catchUp();
  const view: Examined = { engine, history, isStill };
  const findings: Finding[] = [];
  for (const { name, breaches } of invariants) {
    const finding: Finding = { invariant: name, count: 0, examples: [] };
    for (const breach of breaches(view)) {
      if (breach === null) {
        yield;
        continue;
      }
      finding.count += 1;
      if (finding.examples.length < MOST_EXAMPLES)
        finding.examples.push(
          typeof breach === "string" ? breach : (keyTextOf(engine, breach) ?? `decision ${breach}`),
        );
    }
    findings.push(finding);
    yield;
  }
  return findings;
}
