// The doctor: every promise that can be read off ledgers, log and world, as one named query each. Reads only.
import { damagedLog, damagedStore, miscounted, unapplied, unbalanced } from "./doctor-books.ts";
import { readHistory } from "./doctor-history.ts";
import {
  acceptedTwice,
  early,
  lostEarly,
  lostSteps,
  sameKey,
  strangeEnds,
  strayEpisodes,
  stuckEpisodes,
  stuckSends,
  unpairedSends,
} from "./doctor-ledgers.ts";
import { aboveCaps, afterOptOut, type Examined, inQuietHours, toHoldout, withheldYetSent } from "./doctor-sends.ts";
import type { Engine } from "./engine.ts";
import { keyTextOf } from "./ledger-columns.ts";
import type { Finding } from "./protocol.ts";

/** One invariant: what breaks it, as decision ids or in words. */
interface Invariant {
  name: string;
  breaches(view: Examined): Iterable<number | string>;
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
  { name: "the store is whole", breaches: damagedStore },
  { name: "the log is whole", breaches: damagedLog },
  { name: "all that is logged is applied", breaches: unapplied },
];

/** Examines everything; a finding for each invariant, with count 0 where it holds. Expects what is gathered to be committed. */
export function examine(engine: Engine): Finding[] {
  const view: Examined = { engine, history: readHistory(engine) };
  return invariants.map(({ name, breaches }) => {
    const examples: string[] = [];
    let count = 0;
    for (const breach of breaches(view)) {
      count += 1;
      if (examples.length < MOST_EXAMPLES)
        examples.push(typeof breach === "string" ? breach : (keyTextOf(engine, breach) ?? `decision ${breach}`));
    }
    return { invariant: name, count, examples };
  });
}
