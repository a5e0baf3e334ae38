// The books: every total from the running counters, and whether they add up (promise P18). No ledger is read.
import { stateRanks } from "#shared/outcome/lattice.ts";
import type { Counters } from "./counters.ts";
import type { Engine } from "./engine.ts";
import type { Books } from "./protocol.ts";

function sumOf(totals: Readonly<Record<string, number>>): number {
  return Object.values(totals).reduce((sum, count) => sum + count, 0);
}

/** The totals under a prefix that are not 0. */
function under(counters: Counters, prefix: string): Record<string, number> {
  return Object.fromEntries(
    [...counters.under(prefix)].filter(([, count]) => count !== 0).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** `send <channel> <state>` as totals by channel. */
function byChannel(counters: Counters): Books["sends"]["byChannel"] {
  const channels: Books["sends"]["byChannel"] = {};
  for (const [key, count] of Object.entries(under(counters, "send "))) {
    const [channel = "", state = ""] = key.split(" ");
    channels[channel] = { ...channels[channel], [state]: count };
  }
  return channels;
}

/** The totals as they stand. Expects what is gathered to be committed. */
export function readBooks({ counters, world }: Engine): Books {
  const books: Omit<Books, "isBalanced" | "imbalances"> = {
    events: {
      received: counters.get("events received"),
      applied: counters.get("events applied"),
      duplicates: counters.get("events duplicate"),
      rejected: counters.get("events rejected"),
      quarantined: counters.get("events quarantined"),
    },
    learners: world.facts.ixOf.size,
    decisions: { total: counters.get("decisions"), byKind: under(counters, "decisions ") },
    episodes: {
      byTier: under(counters, "tier "),
      open: counters.get("episodes open"),
      recovered: counters.get("episodes recovered"),
      lost: counters.get("episodes lost"),
      void: counters.get("episodes void"),
    },
    sends: { total: counters.get("sends"), byChannel: byChannel(counters) },
    reasons: under(counters, "reason "),
    promises: under(counters, "promise "),
  };
  const imbalances = imbalancesOf(books, counters.get("episodes"));
  return { ...books, isBalanced: imbalances.length === 0, imbalances };
}

/** Each sum that does not hold, by name and with both sides. */
function imbalancesOf(books: Omit<Books, "isBalanced" | "imbalances">, openedCount: number): string[] {
  const { events, decisions, episodes, sends } = books;
  const states = Object.values(sends.byChannel).flatMap((channel) => Object.entries(channel));
  const { applied, duplicates, rejected, quarantined } = events;
  const { open, recovered, lost } = episodes;
  const sums: [name: string, total: number, parts: number][] = [
    ["events", events.received, applied + duplicates + rejected + quarantined],
    ["decisions", decisions.total, sumOf(decisions.byKind)],
    ["episodes", openedCount, open + recovered + lost + episodes.void],
    ["sends", sends.total, states.reduce((sum, [, count]) => sum + count, 0)],
  ];
  const strange = states.filter(([state, count]) => !(state in stateRanks) || count < 0);
  return [
    ...sums
      .filter(([, total, parts]) => total !== parts)
      .map(([name, total, parts]) => `${name}: ${total} in all, ${parts} in parts`),
    ...strange.map(([state, count]) => `sends: ${count} in state ${state}`),
  ];
}
