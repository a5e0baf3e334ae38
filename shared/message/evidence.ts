// The evidence of a tier's signals as templates print it.
import type { Evidence } from "#shared/signal/kind.ts";

const DAY_HOURS = 24;

/** One bag of the figures of all signals, by signal id; a name that two share keeps the first signal's value, by id. Days give hours where there are none. */
export function evidenceBag(evidence: Readonly<Record<string, Evidence>>): Record<string, unknown> {
  const bag: Record<string, unknown> = {};
  for (const id of Object.keys(evidence).sort().reverse()) Object.assign(bag, evidence[id]);
  if (typeof bag.days === "number" && bag.hours === undefined) bag.hours = bag.days * DAY_HOURS;
  return bag;
}
